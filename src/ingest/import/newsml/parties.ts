import type { Author } from '../../../model/article.ts'
import { isOrganisation, roleOf } from '../common/byline.ts'
import type { ImportedArticle, Mention } from '../common/importer.ts'
import { attributeOf, childOf, childrenOf, lineOf, type Markup } from '../common/markup.ts'
import { hostName } from '../common/web-addresses.ts'
import { PARTY_LIMIT, type Party, wireCredit } from '../common/wire-credit.ts'
import { codeTail, rightsText, type SaidRights } from '../common/wire-item.ts'
import { codeOf, conceptName, type NewsItem } from './concepts.ts'

// The name of an account in an editorial system, such as muster.max.
const LOGIN = /^[a-z]+[._][a-z]+$/

/** Everybody who had a part in a text, and what was assumed of them. */
export type Credits = Pick<ImportedArticle, 'authors' | 'publisher' | 'sources' | 'guesses'>

/** The credit of an item, with the byline of its text; `undefined` where no publisher is to be found. */
export function creditsOf(item: NewsItem, textByline: string | undefined): Credits | undefined {
  const provider = publisherOf(item)
  if (!provider) return undefined
  const { publisher } = provider
  const creators = partiesOf(item, 'creator', 'contributor')
  const organised = creators.filter((element) => isOrganised(item, element))
  const persons = creators.filter((element) => !organised.includes(element))
  const read = persons.map((element) => authorOf(item, element))
  const credit = wireCredit({
    publisher: publisher.name,
    authors: read.flatMap(({ authors }) => authors),
    people: namesOf(item, persons),
    sources: partiesOf(item, 'infoSource').flatMap((element) => partyOf(item, element)),
    bylines: bylinesOf(item, textByline),
    creditLines: partiesOf(item, 'creditline').flatMap((line) => lineOf(line) ?? []),
    organisations: namesOf(item, organised),
  })
  return { ...credit, publisher, guesses: [...provider.guesses, ...read.flatMap(({ guesses }) => guesses)] }
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

// A notice may refer to its long form, which is part of it.
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
  const host = hostName(attributeOf(provider, 'uri') ?? '')
  if (host) return guess(host, 'after its URI')
  const sender = lineOf(childOf(item.header, 'sender'))
  return sender ? guess(sender, 'the sender of the message') : undefined
}

// Where the metadata have a byline or creators, the byline in the text only repeats them.
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

function partyOf(item: NewsItem, element: Markup): Party[] {
  const type = codeTail(attributeOf(element, 'type') ?? attributeOf(element, 'typeuri'))
  if (type?.toLowerCase() === 'person') return []
  const name = conceptName(item, element) ?? codeTail(codeOf(element))
  return name ? [{ name, role: role(element) }] : []
}

function namesOf(item: NewsItem, elements: readonly Markup[]): string[] {
  return elements.flatMap((element) => conceptName(item, element) ?? [])
}

function partiesOf({ content }: NewsItem, ...kinds: string[]): Markup[] {
  return childrenOf(content, ...kinds).slice(0, PARTY_LIMIT)
}
