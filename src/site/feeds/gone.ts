import type { Entry, Removed } from '../../formats/document.ts'
import { articlePath } from '../../formats/index.ts'
import { isolated } from '../../model/language-tag.ts'
import { noticeOf, type Withdrawal } from '../../storage/read/withdrawn.ts'
import { noticeText } from '../../words/notices.ts'
import { addStored, type SiteFeed } from './site-feed.ts'

/** The site that tells of it. */
interface Site {
  readonly origin: string
  readonly name: string
}

/** The most notices and tombstones of one feed. */
const MOST_NOTICES = 20
const MOST_TOMBSTONES = 50

/** Tells in a feed which articles are gone: behind its entries an entry for each that was killed, and tombstones. */
export function addWithdrawn(feed: SiteFeed, withdrawn: readonly Withdrawal[], site: Site): void {
  const notices = withdrawn.flatMap((one) => toNotice(one, site) ?? [])
  for (const notice of notices.slice(0, MOST_NOTICES)) addStored(feed, notice)
  feed.removed.push(...withdrawn.slice(0, MOST_TOMBSTONES).map((one) => toRemoved(one, site)))
}

/**
 * What takes the place of an article that was killed: under its id, so that readers show it where they have shown the
 * article, and with nothing of what that said. Its time is that of the kill, which SmartNews asks to be newer.
 */
function toNotice(withdrawal: Withdrawal, site: Site): Entry | undefined {
  const notice = noticeOf(withdrawal)
  if (!notice) return undefined
  const { id, slug } = withdrawal
  const { language, title, text } = noticeText(notice)
  const date = new Date(notice.at)
  const removed = toRemoved(withdrawal, site)
  return {
    id,
    title,
    link: linkOf(slug, site),
    published: date,
    date,
    offsets: { published: notice.offset, updated: notice.offset },
    language,
    author: [{ name: site.name, link: `${site.origin}/` }],
    summary: isolated(text, language),
    content: `<p>${escaped(text)}</p>`,
    expires: date,
    withdrawn: removed,
  }
}

function toRemoved({ id, kind, at, offset, slug, reason, by }: Withdrawal, site: Site): Removed {
  return {
    id,
    date: new Date(at),
    offset: offset ?? 0,
    // That its source has left is nothing to readers.
    kind: kind === 'left' ? 'deleted' : kind,
    link: linkOf(slug, site),
    ...(by && { by }),
    ...(reason && { comment: reason }),
  }
}

function linkOf(slug: string | null, { origin }: Pick<Site, 'origin'>): string {
  return slug === null ? `${origin}/` : origin + articlePath(slug)
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
}
