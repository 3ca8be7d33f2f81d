import { rfc3339 } from '../formats/dates.ts'
import type { Members } from '../ingest/import/common/json-members.ts'
import { originOfDesk } from '../model/access-token.ts'
import { expiryOf, NEVER, type Status } from '../model/lifecycle.ts'
import { listReceipts, type StoredReceipt } from '../storage/commit/receipts.ts'
import type { Placed, Writer } from './place-articles.ts'
import { keyOf } from './write-article.ts'

/** What a client is told of an article. */
export interface ShownArticle {
  readonly key?: string
  readonly id: string
  readonly status: Status
  /** When it will be public, where it is scheduled. */
  readonly release?: string
  readonly slug?: string
  /** The page of the article. */
  readonly url?: string
  readonly updated?: string
  /** When its client last wrote it. */
  readonly written?: string
  readonly etag?: string
  /** The article as its client edits it; not where it is gone. */
  readonly article?: Members
}

/** What is told of a stored article. `origin` is that of the site. */
export function showStored(receipt: StoredReceipt, origin: string): ShownArticle {
  const { id, etag, data, slug, updated, at, status } = receipt
  const key = keyOf(receipt)
  return {
    ...(key !== undefined && { key }),
    id,
    status,
    ...(receipt.hold !== null && receipt.hold !== NEVER && { release: rfc3339(new Date(receipt.hold)) }),
    ...(slug !== null && { slug, url: pageOf(slug, origin) }),
    ...(updated !== null && { updated: rfc3339(new Date(updated)) }),
    written: rfc3339(new Date(at)),
    ...(etag !== '' && { etag: `"${etag}"` }),
    ...(data !== null && { article: JSON.parse(data) as Members }),
  }
}

/** What becomes of an article that is written at `now`, in ms since the epoch. */
export function statusOfWrite({ hold, article }: Placed['write'], now: number): Status {
  if (hold !== undefined) return hold === NEVER ? 'withheld' : 'scheduled'
  return (expiryOf(article)?.instant ?? NEVER) <= now ? 'expired' : 'public'
}

/** What is told of an article that is written at `now`, in ms since the epoch. `origin` is that of the site. */
export function showPlaced({ write, receipt }: Placed, origin: string, now: number): ShownArticle {
  const { id, slug, updated } = write.article
  const { hold } = write
  const status = statusOfWrite(write, now)
  const key = keyOf(receipt)
  return {
    ...(key !== undefined && { key }),
    id,
    status,
    ...(status === 'public' && { slug, url: pageOf(slug, origin) }),
    ...(hold !== undefined && hold !== NEVER && { release: rfc3339(new Date(hold)) }),
    updated: rfc3339(new Date(updated.instant)),
    etag: `"${receipt.etag}"`,
  }
}

function pageOf(slug: string, origin: string): string {
  return `${origin}/articles/${encodeURIComponent(slug)}`
}

/** How many articles are listed at a time. */
const PAGE = 100

/** A page of the articles of a desk, of which `list` says which, and after which name the next page begins. */
export async function listOwn(
  { db, token }: Pick<Writer, 'db' | 'token'>,
  list: { readonly after: string; readonly status: Status | undefined },
  origin: string,
): Promise<{ readonly articles: readonly ShownArticle[]; readonly next: string | undefined }> {
  const { receipts, next } = await listReceipts(db, {
    ...list,
    origin: originOfDesk(token.desk),
    limit: PAGE,
  })
  return { articles: receipts.map((one) => showStored(one, origin)), next }
}
