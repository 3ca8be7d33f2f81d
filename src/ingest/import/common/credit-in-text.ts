import type { Author, Role } from '../../../model/article.ts'
import { isOrganisation, splitNames } from './byline.ts'
import type { ImportedArticle, Mention } from './importer.ts'
import { distinctAuthors, sameName, sourceChain } from './names.ts'
import { textOf } from './plain-text.ts'

// How much of a body, in characters, is looked at for its first and its last paragraph.
const LOOKED_AT = 3000

// `Kupang (ANTARA) - `, `WASHINGTON, Sept 20 (Reuters) -- `: the city begins with a capital.
const DATELINE = /^\p{Lu}[\p{L}\p{N}.,'’ /-]{1,80} ?\(([^()]{2,40})\) ?[-‐–—:]/u

// The parts of `Reporting by Jane Doe in Moscow; Editing by John Roe`.
const PARTS: readonly (readonly [RegExp, Role])[] = [
  [/^(?:additional )?(?:reporting|writing) by /i, 'reporter'],
  [/^(?:edited|editing) by /i, 'editor'],
  [/^(?:translated|translation|translating) by /i, 'translator'],
]

type Credit = Pick<ImportedArticle, 'authors' | 'sources'>

/**
 * Adds to a credit what a body itself says of it: the agency of its dateline, and the people of a last paragraph such
 * as `(Reporting by …; editing by …)`. Whoever is named already keeps the role that the metadata give.
 */
export function withCreditInText({ authors, sources }: Credit, body: string, publisher: Mention): Credit {
  const named = agencyIn(firstParagraph(body))
  const agency = named && initialsOf(publisher.name).includes(named) ? undefined : named
  const known = [...authors.map(({ name }) => name), publisher.name]
  const people = peopleIn(lastParagraph(body))
  const others = people.filter(({ name }) => !known.some((one) => sameName(one, name)))
  return {
    authors: others.length > 0 ? distinctAuthors([...authors, ...others]) : authors,
    sources: agency ? sourceChain([...sources, { name: agency }], publisher.name) : sources,
  }
}

// The Associated Press calls itself AP in its datelines, and Agence France-Presse AFP.
function initialsOf(name: string): readonly string[] {
  const words = name.match(/(?<![\p{L}\p{N}])\p{Lu}/gu) ?? []
  return [words.join(''), words.slice(1).join('')]
}

/** The agency that the dateline of a plain text names; `undefined` where it has none. */
export function agencyIn(text: string): string | undefined {
  const name = DATELINE.exec(text)?.[1]?.trim()
  return name && isOrganisation(name) ? name : undefined
}

/** The people of a line such as `(Reporting by …; editing by …)`; none where it is another line. */
export function peopleIn(text: string): Author[] {
  const line = text.replace(/^\(|\)?\.?$/g, '').trim()
  if (!PARTS.some(([label]) => label.test(line))) return []
  return line.split(/; ?|\. (?=\p{Lu}\p{Ll}+ing by )/u).flatMap((part) => {
    const found = PARTS.find(([label]) => label.test(part))
    return found ? namesIn(part.replace(found[0], ''), found[1]) : []
  })
}

function namesIn(list: string, role: Role): Author[] {
  const names = splitNames(list).map((name) => name.replace(/ (?:in|from|at) \p{Lu}.*$/u, ''))
  // A single word is what is left of a list of cities.
  return names.filter((name) => name.includes(' ') && !isOrganisation(name)).map((name) => ({ name, role }))
}

function firstParagraph(body: string): string {
  const [first = ''] = body.slice(0, LOOKED_AT).split(/<\/p>/i, 1)
  return first.includes('(') ? textOf(first) : ''
}

function lastParagraph(body: string): string {
  const end = body.slice(-LOOKED_AT)
  return / by /i.test(end) ? textOf(end.slice(Math.max(0, end.lastIndexOf('<p')))) : ''
}
