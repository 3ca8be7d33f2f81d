import type { Author } from '../../../model/article.ts'
import { isOrganisation, roleOf } from '../common/byline.ts'
import type { ImportedArticle } from '../common/importer.ts'
import { hostName } from '../common/web-addresses.ts'
import { PARTY_LIMIT, type Party, wireCredit } from '../common/wire-credit.ts'
import type { SaidRights } from '../common/wire-item.ts'
import type { Fields } from './read.ts'

/** Everybody who had a part in a text, and what was assumed of them. */
export type Credits = Pick<ImportedArticle, 'authors' | 'publisher' | 'sources' | 'guesses'>

/** The credit of an item; `undefined` where no publisher is to be found. */
export function creditsOf(item: Fields): Credits | undefined {
  const sources = partiesOf(item, 'infosources', 'infosource')
  const found = publisherOf(item, sources)
  if (!found) return undefined
  const { publisher, guesses } = found
  const byline = item.text('byline', 'by')
  const line = item.text('creditline')
  const credit = wireCredit({
    publisher,
    authors: peopleOf(item),
    sources,
    bylines: byline ? [byline] : [],
    creditLines: line ? [line] : [],
  })
  return { ...credit, publisher: { name: publisher }, guesses }
}

/** What an item says of its rights, whole. */
export function saidRights(item: Fields): SaidRights {
  const notice = item.text('copyrightnotice')
  const terms = item.text('usageterms')
  const linked = item.objects('rightsinfo').flatMap(({ fields }) => fields.text('linkedrights') ?? [])
  const own = rightsInfoOf(item)
  return {
    holder: item.text('copyrightholder'),
    notices: notice ? [notice] : [],
    terms: [...(terms ? [terms] : []), ...linked, ...own],
  }
}

/** The role of somebody by their relation to the item; `undefined` where they had no part in the text. */
export function partOf(relation: string): Author['role'] | undefined {
  return /about|mention|depict|feature/i.test(relation) ? undefined : roleOf(relation)
}

// ninjs has no publisher. Whoever distributes the item is one, else whoever holds its copyright.
function publisherOf(
  item: Fields,
  parties: readonly Party[],
): { publisher: string; guesses: string[] } | undefined {
  const distributor =
    parties.find(({ role }) => /publish|distrib|provid/i.test(role))?.name ??
    partiesOf(item, 'organisations', 'organisation').find(({ role }) => /publish|provid/i.test(role))?.name
  if (distributor) return { publisher: distributor, guesses: [] }
  const guess = (publisher: string, where: string) => ({
    publisher,
    guesses: [`No publisher is named; it was taken to be ${publisher}, ${where}.`],
  })
  const holder = item.text('copyrightholder')
  if (holder) return { publisher: holder, guesses: [] }
  const provider = item.text('provider', 'source')
  if (provider) return { publisher: provider, guesses: [] }
  if (parties[0]) return guess(parties[0].name, 'the nearest of its sources')
  const noticed = holderIn(item.text('copyrightnotice') ?? '')
  if (noticed) return guess(noticed, 'after its copyright notice')
  const byline = item.text('byline', 'by')
  if (byline && isOrganisation(byline)) return guess(byline, 'its byline')
  const domain = domainOf(item.text('uri') ?? '')
  return domain ? guess(domain, 'after its URI') : undefined
}

function holderIn(notice: string): string | undefined {
  const found =
    /(?:copyright|\(c\)|©)[\s,:©]*(?:\(c\)\s*)?(?:\d{4}(?:-\d{2,4})?[\s,:]*)?(?:by\s+)?([^,.(;\n-]{2,80})/i
  return found.exec(notice.slice(0, 500))?.[1]?.trim() || undefined
}

// A URN of newsml (RFC 3085) and a tag (RFC 4151) name their authority's domain, as a URL does.
function domainOf(uri: string): string | undefined {
  const urn = /^(?:urn:newsml:|tag:)([a-z\d-]+(?:\.[a-z\d-]+)+)/i.exec(uri)?.[1]
  return urn ?? hostName(uri)
}

function peopleOf(item: Fields): Author[] {
  return partiesOf(item, 'people', 'person', 'creators', 'creator', 'authors').flatMap(({ name, role }) => {
    const part = role === '' ? undefined : partOf(role)
    return part ? [{ name, role: part }] : []
  })
}

function partiesOf(item: Fields, ...names: string[]): Party[] {
  return item
    .objects(...names)
    .slice(0, PARTY_LIMIT)
    .flatMap(({ fields }) => {
      const name = fields.text('name', 'literal')
      return name ? [{ name, role: fields.text('role', 'rel') ?? '' }] : []
    })
}

function rightsInfoOf(item: Fields): string[] {
  const own = item.object('rightsinfo')?.text('linkedrights')
  return own ? [own] : []
}
