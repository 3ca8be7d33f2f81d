import type { Author, Role } from '../../../model/article.ts'
import { oneLine } from '../../../model/text.ts'
import type { ImportedImage, Mention } from '../common/importer.ts'
import { isMembers, type Members } from '../common/json-members.ts'
import { type Person, personOf } from '../common/names.ts'
import { textOf } from '../common/plain-text.ts'
import { sizeOf } from '../common/renditions.ts'
import { mentionOf, webUrlOf } from '../common/web-addresses.ts'
import type { Chain } from './chain.ts'
import type { PageLink } from './item.ts'

/** The members of an `_attribution` object that name people, and what these did. */
export const ROLE_MEMBERS: readonly (readonly [string, Role])[] = [
  ['reporters', 'reporter'],
  ['editors', 'editor'],
  ['translators', 'translator'],
  ['photographers', 'photographer'],
  ['digested_by', 'digest'],
]

/** What an `_attribution` object says. */
export interface Attributed {
  readonly chain: Chain
  readonly sentence: string | undefined
  readonly dateline: string | undefined
  readonly rights: string | undefined
  readonly related: readonly PageLink[]
  readonly image: Pick<ImportedImage, 'caption' | 'credit' | 'rights' | 'width' | 'height'>
}

/** Reads the `_attribution` object of an item, in which Warta writes the whole chain of credit. */
export function readAttribution(said: Members): Attributed {
  const authors = ROLE_MEMBERS.flatMap(([member, role]) =>
    list(said[member])
      .flatMap((one) => personIn(one) ?? [])
      .map((person): Author => ({ ...person, role })),
  )
  const sources = list(said.sources).flatMap((one) => mentionIn(one) ?? [])
  const nearest = mentionIn(said.source_organization)
  return {
    chain: {
      authors,
      publisher: mentionIn(said.publisher),
      sources: sources.length > 0 || !nearest ? sources : [nearest],
      guesses: [],
    },
    sentence: text(said.credit),
    dateline: text(said.dateline),
    rights: text(said.rights),
    related: list(said.related).flatMap((one) => pageIn(one) ?? []),
    image: imageIn(said.image),
  }
}

function imageIn(said: unknown): Attributed['image'] {
  if (!isMembers(said)) return {}
  const caption = text(said.caption)
  const credit = text(said.credit)
  const rights = text(said.rights)
  return {
    ...(caption && { caption }),
    ...(credit && { credit }),
    ...(rights && { rights }),
    ...sizeOf(said.width, said.height),
  }
}

function personIn(said: unknown): Person | undefined {
  return isMembers(said) ? personOf(text(said.name), text(said.url)) : undefined
}

function mentionIn(said: unknown): Mention | undefined {
  return isMembers(said) ? mentionOf(text(said.name), text(said.url)) : undefined
}

function pageIn(said: unknown): PageLink | undefined {
  const url = isMembers(said) ? webUrlOf(text(said.url)) : undefined
  return url && isMembers(said) ? { title: text(said.title), url } : undefined
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

// A feed of ours says its credit also in summary and body, for readers. It is taken out of them again.

/** A text without the sentence at its end. */
export function withoutSentence(text: string, sentence: string | undefined): string {
  return sentence && text.endsWith(sentence) ? text.slice(0, -sentence.length).trim() : text
}

/** A body of ours without the picture before it and the sentence after it, which are read as data elsewhere. */
export function withoutCredit(
  html: string,
  sentence: string | undefined,
  picture: string | undefined,
): { readonly html: string; readonly alt?: string } {
  const last = html.trimEnd().lastIndexOf('<p><small>')
  const ending = last < 0 ? '' : textOf(html.slice(last))
  const body = sentence && ending === oneLine(sentence) ? html.slice(0, last) : html
  const found = /^\s*<figure><img ([^<>]*)\/?>(?:<figcaption>.{0,8000}?<\/figcaption>)?<\/figure>/s.exec(body)
  const [figure, attributes = ''] = found ?? []
  if (!figure || attribute(attributes, 'src') !== picture) return { html: body }
  const alt = attribute(attributes, 'alt')
  return { html: body.slice(figure.length), ...(alt && { alt }) }
}

function attribute(attributes: string, name: string): string | undefined {
  const written = new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1]
  return written === undefined ? undefined : textOf(written)
}
