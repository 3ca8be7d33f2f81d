import { articlePath, FORMATS, type FormatName, formatLinks } from '../../formats/index.ts'
import type { Address } from '../../serve/context.ts'
import type { StoredArticle } from '../../storage/read/articles.ts'
import { toEntry } from '../feeds/entry.ts'
import { addStored, siteFeed } from '../feeds/site-feed.ts'

/**
 * A feed with one article as its only entry: a client that asks the article's address for a feed gets it. Its title and its
 * id come from the article. So the id differs from that of every channel's feed, and stays when the article is renamed. All
 * formats have the same address.
 */
export function writeArticleFeed(
  { article, revision, site }: StoredArticle,
  format: FormatName,
  address: Address,
): string {
  const url = address.origin + articlePath(article.slug)
  const entry = toEntry(article, address)
  const options = {
    id: `tag:${address.authority},2022:feed/articles/${encodeURIComponent(article.id)}`,
    title: `${site.site.name}: ${entry.title}`,
    description: entry.summary ?? article.summary,
    language: article.language,
    link: url,
    feedLinks: formatLinks(() => url),
    // A revision is the time of its write in milliseconds.
    updated: new Date(Math.max(revision, site.revision)),
  }
  const feed = siteFeed(options, { ...address, site: site.site })
  addStored(feed, entry)
  return FORMATS[format].write(feed)
}
