import { articlePath, FORMATS, type FormatName, formatLinks } from '../../formats/index.ts'
import { SyndicationFeed } from '../../formats/syndication-feed.ts'
import type { StoredArticle } from '../../storage/read/articles.ts'
import { optionsOfSite, type Setting } from '../feeds/compose.ts'
import { toEntry } from '../feeds/entry.ts'

/**
 * An article as a feed of its own with one entry, in a format: what the article's address gives to a client
 * that asks for a feed. It is named by the article and not by the site, its id made from the article's, so that
 * it is another one than every channel's and stays what it is through renames. All formats have one address.
 */
export function writeArticleFeed(
  { article, revision }: StoredArticle,
  format: FormatName,
  setting: Omit<Setting, 'query'>,
): string {
  const url = setting.origin + articlePath(article.slug)
  const entry = toEntry(article, setting)
  const feed = new SyndicationFeed({
    ...optionsOfSite(setting),
    id: `tag:${setting.authority},2022:feed/articles/${encodeURIComponent(article.id)}`,
    title: `${setting.siteName}: ${entry.title}`,
    description: entry.summary ?? article.summary,
    language: article.language,
    link: url,
    feedLinks: formatLinks(() => url),
    // A revision is the time of its write in milliseconds.
    updated: new Date(revision),
  })
  feed.addStored(entry)
  return FORMATS[format].write(feed)
}
