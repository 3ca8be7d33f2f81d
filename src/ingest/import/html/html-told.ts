import type { ImportedImage, Mention } from '../common/importer.ts'
import type { Person } from '../feed/feed-item.ts'

/** What one part of a page tells of its article. Texts are plain; links are absolute. */
export interface Told {
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
}

const NOTHING: Told = {
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
  publisher: undefined,
  sources: [],
  original: undefined,
  page: undefined,
  image: undefined,
  tags: [],
  rights: undefined,
  text: undefined,
}

/** The first that tells something, member by member. */
export function firstTold(parts: readonly Partial<Told>[]): Told {
  const told = parts.toReversed().flatMap((part) => Object.entries(part).filter(([, value]) => isTold(value)))
  return { ...NOTHING, ...Object.fromEntries(told) }
}

function isTold(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined
}
