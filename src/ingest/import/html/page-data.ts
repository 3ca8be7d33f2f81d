import type { ImportedImage, Mention } from '../common/importer.ts'
import type { Person } from '../common/names.ts'

/** What a page, or one part of it, says of its article. Texts are plain, links absolute, times as written. */
export interface PageData {
  readonly id: string | undefined
  readonly title: string | undefined
  readonly summary: string | undefined
  readonly language: string | undefined
  readonly published: string | undefined
  readonly updated: string | undefined
  readonly dateline: string | undefined
  readonly reporters: readonly Person[]
  readonly editors: readonly Person[]
  readonly translators: readonly Person[]
  readonly digesters: readonly Person[]
  /** People of whom only that is said that they contributed. */
  readonly contributors: readonly Person[]
  readonly publisher: Mention | undefined
  readonly sources: readonly Mention[]
  /** The page that this one is a copy of. */
  readonly original: string | undefined
  /** The page's own address. */
  readonly page: string | undefined
  readonly image: ImportedImage | undefined
  readonly tags: readonly string[]
  readonly rights: string | undefined
  readonly text: string | undefined
  /** Whether only who pays may read the page: then its text may be no more than a beginning. */
  readonly isPaid: boolean | undefined
}

const NOTHING: PageData = {
  id: undefined,
  title: undefined,
  summary: undefined,
  language: undefined,
  published: undefined,
  updated: undefined,
  dateline: undefined,
  reporters: [],
  editors: [],
  translators: [],
  digesters: [],
  contributors: [],
  publisher: undefined,
  sources: [],
  original: undefined,
  page: undefined,
  image: undefined,
  tags: [],
  rights: undefined,
  text: undefined,
  isPaid: undefined,
}

/** Puts together what the parts of a page say, member by member: the first that says something counts. */
export function firstSaid(parts: readonly Partial<PageData>[]): PageData {
  const said = parts.toReversed().flatMap((part) => Object.entries(part).filter(([, value]) => isSaid(value)))
  return { ...NOTHING, ...Object.fromEntries(said) }
}

function isSaid(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined
}
