import type { Author } from '../../../model/article.ts'
import { attributeOf, childOf, childrenOf, lineOf, type Markup } from '../common/agency-markup.ts'
import {
  creditedOrganisations,
  distinctAuthors,
  isOrganisation,
  nearestFirst,
  readByline,
  roleOf,
  sourceChain,
} from '../common/agency-names.ts'
import { rightsText, type SaidRights } from '../common/agency-rights.ts'
import { codeTail } from '../common/agency-status.ts'
import type { ImportedArticle, Mention } from '../common/importer.ts'
import { codeOf, conceptName, type NewsItem } from './newsml-concept.ts'

// What no item has so many of; each is compared with each.
const PARTIES = 200

// The name of an account, such as muster.max, is for editors.
const LOGIN = /^[a-z]+[._][a-z]+$/

/** Everybody who has a part in a text. */
export type Credits = Pick<ImportedArticle, 'authors' | 'publisher' | 'sources' | 'guesses'>

/** The credit of an item, with the byline of its text; `undefined` where no publisher is to be found. */
export function creditsOf(item: NewsItem, textByline: string | undefined): Credits | undefined {
  const provider = publisherOf(item)
  if (!provider) return undefined
  const { publisher } = provider
  const { authors, organisations, guesses } = authorsOf(item, publisher.name, textByline)
  const parties = partiesOf(item, 'infoSource').flatMap((element) => party(item, element))
  const people = [...authors.map(({ name }) => name), ...peopleOf(item)]
  const lines = partiesOf(item, 'creditline').flatMap((line) => lineOf(line) ?? [])
  const chain = nearestFirst([
    ...parties,
    ...lines.flatMap((line) => creditedOrganisations(line, people)).map((name) => ({ name, role: '' })),
    ...organisations.map((name) => ({ name, role: '' })),
  ])
  const sources = sourceChain(chain, publisher.name)
  return { authors, publisher, sources, guesses: [...provider.guesses, ...guesses] }
}

/** What an item says of its rights, whole. */
export function saidRights(item: NewsItem): SaidRights {
  const infos = childrenOf(item.item, 'rightsInfo')
  const holders = infos.flatMap((info) => childrenOf(info, 'copyrightHolder'))
  const [holder] = holders.flatMap((element) => conceptName(item, element) ?? [])
  return { holder, notices: noticesOf(infos, 'copyrightNotice'), terms: noticesOf(infos, 'usageTerms') }
}

/** The rights of a text and of the picture that comes with it. */
export function rightsOf(item: NewsItem, picture: NewsItem | undefined): string | undefined {
  return rightsText(saidRights(item), ...(picture ? [saidRights(picture)] : []))
}

/** The people that made a picture. */
export function photographersOf(item: NewsItem): string[] {
  return partiesOf(item, 'creator')
    .filter((element) => ['photographer', 'reporter'].includes(roleOf(role(element) || 'photo') ?? ''))
    .flatMap((element) => (isOrganised(item, element) ? [] : (conceptName(item, element) ?? [])))
}

// A notice may refer to its long form, which belongs to it.
function noticesOf(infos: readonly Markup[], kind: string): string[] {
  return infos
    .flatMap((info) => childrenOf(info, kind))
    .map((element) => {
      const text = lineOf(element) ?? ''
      const href = attributeOf(element, 'href')
      return href && !text.includes(href) ? `${text} ${href}`.trim() : text
    })
}

function publisherOf(item: NewsItem): { publisher: Mention; guesses: string[] } | undefined {
  const provider = childOf(item.meta, 'provider')
  const named = provider && conceptName(item, provider)
  if (named) return { publisher: { name: named }, guesses: [] }
  const guess = (name: string, where: string) => ({
    publisher: { name },
    guesses: [`The provider has no name; the publisher was taken to be ${name}, ${where}.`],
  })
  const code = attributeOf(provider, 'qcode')
  const tail = codeTail(code)
  if (tail) return guess(tail, `after its code ${code}`)
  const { holder } = saidRights(item)
  if (holder) return guess(holder, 'the holder of the copyright')
  const host = URL.parse(attributeOf(provider, 'uri') ?? '')?.hostname.replace(/^www\./, '')
  if (host) return guess(host, 'after its URI')
  const sender = lineOf(childOf(item.header, 'sender'))
  return sender ? guess(sender, 'the sender of the message') : undefined
}

function authorsOf(item: NewsItem, publisher: string, textByline: string | undefined) {
  const creators = partiesOf(item, 'creator', 'contributor')
  const organised = creators.filter((element) => isOrganised(item, element))
  const named = creators.filter((element) => !organised.includes(element))
  const read = named.map((element) => authorOf(item, element))
  const names = organised.flatMap((element) => conceptName(item, element) ?? [])
  const said = bylinesOf(item, textByline)
  const parts = said.map((line) => readByline(line, [publisher, ...names]))
  const reporters = parts.flatMap(({ people }) => people).map((name) => ({ name, role: 'reporter' as const }))
  return {
    authors: distinctAuthors([...read.flatMap(({ authors }) => authors), ...reporters]),
    organisations: [...parts.flatMap(({ organisations }) => organisations), ...names],
    guesses: read.flatMap(({ guesses }) => guesses),
  }
}

// The byline in the text only repeats the metadata's, where there is one.
function bylinesOf(item: NewsItem, textByline: string | undefined): string[] {
  const said = partiesOf(item, 'by').flatMap((by) => lineOf(by) ?? [])
  const creators = partiesOf(item, 'creator')
  return said.length > 0 || creators.length > 0 || !textByline ? said : [textByline]
}

function authorOf(item: NewsItem, element: Markup): { authors: Author[]; guesses: string[] } {
  const name = conceptName(item, element)
  if (!name || LOGIN.test(name)) return { authors: [], guesses: [] }
  const code = role(element)
  if (element.name.endsWith('creator')) {
    return { authors: [{ name, role: roleOf(code) ?? 'reporter' }], guesses: [] }
  }
  if (code !== '') {
    const known = roleOf(code)
    return { authors: known ? [{ name, role: known }] : [], guesses: [] }
  }
  const guesses = [`The role of ${name}, a contributor, is not said and was taken to be that of an editor.`]
  return { authors: [{ name, role: 'editor' }], guesses }
}

function role(element: Markup): string {
  const job = codeTail(codeOf(childrenOf(element, 'related')[0]))
  const said = attributeOf(element, 'role') ?? attributeOf(element, 'roleuri')
  return codeTail(said) ?? (job && roleOf(job) ? job : '')
}

function isOrganised(item: NewsItem, element: Markup): boolean {
  const type = codeTail(attributeOf(element, 'type') ?? attributeOf(element, 'typeuri')) ?? ''
  if (/^person$/i.test(type)) return false
  if (/^organi[sz]ation$/i.test(type)) return true
  const name = conceptName(item, element)
  return /^web:/.test(codeOf(element) ?? '') || (name !== undefined && isOrganisation(name))
}

function party(item: NewsItem, element: Markup): { name: string; role: string }[] {
  const type = codeTail(attributeOf(element, 'type') ?? attributeOf(element, 'typeuri'))
  if (type?.toLowerCase() === 'person') return []
  const name = conceptName(item, element) ?? codeTail(codeOf(element))
  return name ? [{ name, role: role(element) }] : []
}

function peopleOf(item: NewsItem): string[] {
  return partiesOf(item, 'creator', 'contributor')
    .filter((element) => !isOrganised(item, element))
    .flatMap((element) => (element.name.endsWith('infoSource') ? [] : (conceptName(item, element) ?? [])))
}

function partiesOf({ content }: NewsItem, ...kinds: string[]): Markup[] {
  return childrenOf(content, ...kinds).slice(0, PARTIES)
}
