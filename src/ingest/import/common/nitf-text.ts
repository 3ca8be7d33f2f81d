import { removeElement } from 'domutils'
import type { ImportedImage } from './importer.ts'
import {
  attributeOf,
  childOf,
  childrenOf,
  descendantsOf,
  lineOf,
  localName,
  type Markup,
  prune,
} from './markup.ts'
import { markupBody } from './markup-body.ts'
import { sizeOf } from './renditions.ts'
import { webUrlOf } from './web-addresses.ts'

/** What NITF, or any text, says beside its body. */
export interface ItemText {
  readonly body: string
  readonly title?: string | undefined
  readonly summary?: string | undefined
  readonly byline?: string | undefined
  readonly dateline?: string | undefined
  readonly image?: ImportedImage | undefined
}

const NOTES = ['note', 'ednote', 'ed-msg', 'media-metadata']

// The elements of NITF 3.6 and what HTML calls the same. Names that both have are left as they are.
const NAMES: Readonly<Record<string, string>> = {
  hl1: 'h2',
  hl2: 'h2',
  'body.content': 'div',
  'body.end': 'div',
  block: 'div',
  bq: 'blockquote',
  credit: 'p',
  tagline: 'p',
  media: 'figure',
  'media-reference': 'img',
  'media-caption': 'figcaption',
  'media-producer': 'figcaption',
  fn: 'p',
}

/** Reads NITF (IPTC, 3.x): head and body, without notes to editors. The tree is changed. */
export function readNitf(nitf: Markup, base: string | undefined): ItemText {
  const body = childOf(nitf, 'body') ?? nitf
  prune(body, (one) => NOTES.includes(localName(one)) && !isPublishable(one))
  const head = childOf(body, 'body.head')
  const hedline = childOf(head, 'hedline')
  const said = {
    title: lineOf(childOf(hedline, 'hl1')) ?? lineOf(hedline),
    summary: lineOf(childOf(head, 'abstract')) ?? lineOf(childOf(hedline, 'hl2')),
    byline: bylineOf(head),
    dateline: datelineOf(head),
    image: takeImage(body, base),
  }
  if (head) removeElement(head)
  for (const element of descendantsOf(body)) rename(element)
  const hasContent = lineOf(body) !== undefined || descendantsOf(body, 'img').length > 0
  return { ...said, body: hasContent ? markupBody(body, said.title) : '' }
}

// NITF 3.6, note: "npa" is a non-publishable advisory, and an editor's note is no reader's.
function isPublishable(note: Markup): boolean {
  if (localName(note) !== 'note') return false
  return attributeOf(note, 'type') !== 'npa' && !/editor/i.test(attributeOf(note, 'noteclass') ?? '')
}

// The date of the story is data, and many write it in digits only.
function datelineOf(head: Markup | undefined): string | undefined {
  const dateline = childOf(head, 'dateline')
  if (dateline) prune(dateline, (one) => localName(one) === 'story.date')
  return lineOf(dateline)
}

function bylineOf(head: Markup | undefined): string | undefined {
  const bylines = childrenOf(head, 'byline')
  for (const byline of bylines) prune(byline, (one) => localName(one) === 'byttl')
  return bylines.flatMap((byline) => lineOf(byline) ?? []).join(', ') || undefined
}

// The first picture is the article's own. It is removed from the text, where it would be shown again.
function takeImage(body: Markup, base: string | undefined): ImportedImage | undefined {
  const media = descendantsOf(body, 'media').find(isImage)
  if (!media) return undefined
  removeElement(media)
  const reference = childOf(media, 'media-reference')
  const url = webUrlOf(attributeOf(reference, 'source'), base)
  const alt = attributeOf(reference, 'alternate-text')
  const caption = lineOf(childOf(media, 'media-caption'))
  const credit = lineOf(childOf(media, 'media-producer'))
  return {
    ...(url && { url, ...sizeOf(attributeOf(reference, 'width'), attributeOf(reference, 'height')) }),
    ...(alt && { alt }),
    ...(caption && { caption }),
    ...(credit && { credit }),
  }
}

function isImage(media: Markup): boolean {
  return /^(?:image|photo|picture|graphic)/i.test(attributeOf(media, 'media-type') ?? 'image')
}

function rename(element: Markup): void {
  const name = localName(element)
  if (name === 'media-reference') {
    const { source = '', 'alternate-text': alt = '' } = element.attribs
    element.attribs = { src: source, alt }
  }
  element.name = NAMES[name] ?? name
}
