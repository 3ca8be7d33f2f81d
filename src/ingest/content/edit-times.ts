import type { Article } from '../../model/article.ts'

/** The fields of front matter whose change is an edit of the article. Tags and related links only place it. */
const EDITED = [
  ...['title', 'language', 'summary', 'dateline', 'authors', 'publisher', 'sources', 'original', 'rights'],
  'image',
]

/**
 * What a file says, as far as a change of it is an edit: fields and Markdown as they are written, and the digests of the
 * pictures that it shows. Nothing of it depends on how we read or clean that, nor on the registry, so that a new version
 * of Warta edits nothing. Two files say the same where only layout, comments or the order of fields differ.
 */
export function statementOf(fields: unknown, body: string, pictures: readonly string[]): string {
  const said = fields as Readonly<Record<string, unknown>>
  // These fields are newer. They stand at the end, and only where a file has them, so that the statements of all other
  // files are what they were before.
  const later = [said.recordings, said.corrections].filter((one) => one !== undefined)
  const edited = [...EDITED.map((name) => said[name]), ...later]
  const shown = [...new Set(pictures)].sort()
  return JSON.stringify([plain(edited), plain(shown), body.trim()])
}

function plain(value: unknown): unknown {
  if (typeof value === 'string') return value.trim()
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.length > 0 ? value.map(plain) : undefined
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(members.map(([name, one]) => [name, plain(one)]))
}

/** What is stored of a file, to see what has changed in it. */
export interface FileDigest {
  /** Of its bytes, and of all images that it may show. */
  readonly file: string
  /** Of what it says, see `statementOf`. */
  readonly said: string | undefined
  /** The `updated` that stands in it, in milliseconds since the epoch. */
  readonly updated: number | undefined
}

/** The digest of a file as it is stored: its parts, dots between them. */
export function joinDigest({ file, said, updated }: FileDigest): string {
  return [file, said, updated].join('.')
}

/** The parts of a stored digest. Those that earlier versions stored have only the first one. */
export function splitDigest(digest: string): FileDigest {
  const [file = '', said, updated] = digest.split('.')
  return { file, said: said || undefined, updated: updated ? Number(updated) : undefined }
}

/** What is stored of an article that comes from a file. Times are in milliseconds since the epoch. */
export interface StoredEdit {
  readonly digest: string
  readonly published: number
  readonly updated: number
}

/** An update time in milliseconds since the epoch, and whether it is that of an edit which the file does not date. */
export interface EditTime {
  readonly instant: number
  readonly isOurs: boolean
}

/**
 * When an article was last updated. An `updated` that is new in the file is the time. Where it is not, and the file says
 * something else than before, that is `now`, in milliseconds since the epoch; else the time stays.
 */
export function editTime(
  { published, updated }: Pick<Article, 'published' | 'updated'>,
  digest: FileDigest,
  before: StoredEdit | undefined,
  now: number,
): EditTime {
  const known = before && splitDigest(before.digest)
  const isDated = digest.updated !== undefined && digest.updated !== known?.updated
  if (!before || known?.said === undefined || isDated) return { instant: updated.instant, isOurs: false }
  // A clock that stands still or goes back must not hide an edit.
  if (known.said !== digest.said) return { instant: Math.max(now, before.updated + 1), isOurs: true }
  const isUndated = digest.updated === undefined && known.updated !== undefined
  const instant =
    isUndated || isAsPublished(before) ? updated.instant : Math.max(before.updated, published.instant)
  return { instant, isOurs: false }
}

/** Whether the stored time is that of publication: it was moved by milliseconds at most, so that no two are the same. */
function isAsPublished({ published, updated }: StoredEdit): boolean {
  return updated >= published && updated - published < 1000
}
