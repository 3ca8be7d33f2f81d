import { textContent } from 'domutils'
import type { PictureWords } from '../ingest/content/folder.ts'
import {
  childrenOf,
  descendantsOf,
  localName,
  type Markup,
  readMarkup,
} from '../ingest/import/common/markup.ts'
import { pictureCredit } from '../ingest/import/common/renditions.ts'
import { failed, type Result, success } from '../model/result.ts'
import { excerpt, oneLine } from '../model/text.ts'
import { type PictureFile, readPictureFile } from './picture-file.ts'

/** More people are not named in a credit. */
const MOST_PEOPLE = 20

/** The longest texts that an image of an article may have, in characters. */
const LIMITS = { alt: 2000, caption: 5000, credit: 500, rights: 1000 } as const

/**
 * What a picture's file says of it: who made it and whose it is, what it shows, and its rights. `language` is that of the
 * article, for texts that come in several. The failure is the end of a sentence about the file.
 */
export async function readPictureWords(
  bytes: Uint8Array,
  language: string,
): Promise<Result<PictureWords, string>> {
  const file = await readPictureFile(bytes)
  if (!file.ok) return file
  const packets = file.value.xmp.map((xml) => readMarkup(xml, 'xml'))
  const xmp = packets.flatMap((packet) => (packet.ok ? descendantsOf(packet.value) : []))
  if (packets.length > 0 && xmp.length === 0) return failed('has XMP that is damaged and was not read')
  return success(wordsIn(file.value, xmp, language))
}

/**
 * XMP before IPTC-IIM before Exif, as the Metadata Working Group recommends. The description of Exif is left out: cameras
 * fill it with their own names.
 */
function wordsIn({ iim, exif }: PictureFile, xmp: readonly Markup[], language: string): PictureWords {
  const said = (name: string) => propertyOf(xmp, name, language)
  const first = (...texts: readonly (string | undefined)[]) =>
    texts.find((text) => text !== undefined && text !== '')
  const people = [peopleIn(xmp), linesOf(iim, 'By-line'), linesOf(exif, 'Artist')].find(
    ({ length }) => length > 0,
  )
  const line = first(said('Credit'), linesOf(iim, 'Credit')[0], said('Source'), linesOf(iim, 'Source')[0])
  const texts = {
    alt: said('AltTextAccessibility'),
    caption: first(said('description'), linesOf(iim, 'Caption/Abstract')[0]),
    credit: pictureCredit(line, people?.slice(0, MOST_PEOPLE) ?? []),
    rights: first(said('rights'), linesOf(iim, 'Copyright Notice')[0], linesOf(exif, 'Copyright')[0]),
  }
  return Object.fromEntries(
    Object.entries(texts).flatMap(([name, text]) =>
      text ? [[name, excerpt(text, LIMITS[name as keyof typeof LIMITS])]] : [],
    ),
  )
}

function linesOf(group: PictureFile['iim'], name: string): string[] {
  return (group.get(name) ?? []).map(oneLine).filter((text) => text !== '')
}

// The names of XMP that are read stand in one namespace each: dc, photoshop and Iptc4xmpCore.
const NAMESPACES: Readonly<Record<string, string>> = {
  AltTextAccessibility: 'http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/',
  Credit: 'http://ns.adobe.com/photoshop/1.0/',
  Source: 'http://ns.adobe.com/photoshop/1.0/',
  creator: 'http://purl.org/dc/elements/1.1/',
  description: 'http://purl.org/dc/elements/1.1/',
  rights: 'http://purl.org/dc/elements/1.1/',
}

/** A property of the picture itself: a child of `rdf:Description`, or its attribute. */
function propertyOf(xmp: readonly Markup[], name: string, language: string): string | undefined {
  const element = elementOf(xmp, name)
  if (!element) return attributeIn(xmp, name)
  const items = descendantsOf(element, 'li')
  if (items.length === 0) return oneLine(textContent(element))
  const inLanguage = (wanted: string) => items.find(({ attribs }) => isOf(attribs['xml:lang'], wanted))
  const best = inLanguage(language) ?? inLanguage('x-default') ?? inLanguage('en') ?? items[0]
  return best && oneLine(textContent(best))
}

function peopleIn(xmp: readonly Markup[]): string[] {
  const element = elementOf(xmp, 'creator')
  const items = element ? descendantsOf(element, 'li') : []
  const texts = items.length > 0 ? items.map(textContent) : [element ? textContent(element) : '']
  return texts.map(oneLine).filter((text) => text !== '')
}

function elementOf(xmp: readonly Markup[], name: string): Markup | undefined {
  const names = namesOf(xmp, name)
  const descriptions = xmp.filter((element) => localName(element) === 'Description')
  return descriptions.flatMap((one) => childrenOf(one, name)).find((one) => names.includes(one.name))
}

function attributeIn(xmp: readonly Markup[], name: string): string | undefined {
  const names = namesOf(xmp, name)
  const descriptions = xmp.filter((element) => localName(element) === 'Description')
  const values = descriptions.flatMap(({ attribs }) => names.flatMap((one) => attribs[one] ?? []))
  return values.map(oneLine).find((value) => value !== '')
}

/** A name with every prefix that the packet gives to its namespace. */
function namesOf(xmp: readonly Markup[], name: string): string[] {
  const prefixes = xmp.flatMap(({ attribs }) =>
    Object.entries(attribs).flatMap(([key, uri]) =>
      key.startsWith('xmlns:') && uri === NAMESPACES[name] ? [key.slice('xmlns:'.length)] : [],
    ),
  )
  return [...new Set(prefixes)].map((prefix) => `${prefix}:${name}`)
}

/** Whether a text is in the wanted language, whatever the variety of it. `x-default` is a language of its own. */
function isOf(language: string | undefined, wanted: string): boolean {
  const primary = (tag: string | undefined) => tag?.toLowerCase().split('-')[0]
  return wanted === 'x-default' ? language === wanted : primary(language) === primary(wanted)
}
