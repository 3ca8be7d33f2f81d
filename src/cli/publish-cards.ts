import { readContent, readSourcesFile } from '../ingest/content/read-files.ts'
import { readSiteFile } from '../ingest/content/site-file.ts'
import { type Fault, failed, type Result, success } from '../model/result.ts'
import type { Database } from '../storage/database.ts'
import { findArticle } from '../storage/read/articles.ts'
import { readSite } from '../storage/site-row.ts'
import { articleCard, siteCard } from '../words/card-text.ts'
import type { ContentFolder } from './content-folder.ts'
import { drawCard } from './draw-card.ts'

/**
 * Draws the card of the site, and that of every article of content/ which has no picture, into the folder of static assets.
 * Returns their paths below the folder, or the faults of the content.
 */
export async function drawAllCards(
  content: ContentFolder,
  assets: string,
): Promise<Result<readonly string[], readonly Fault[]>> {
  const read = await readSiteFile(content)
  if (!read.ok) return read
  const { site } = read.value
  const sources = await readSourcesFile(content)
  const options = { now: Date.now(), known: new Map(), progress: () => {} }
  const { faults, fresh } = await readContent(content, sources, options)
  if (faults.length > 0) return failed(faults)
  const paths = [await drawCard(siteCard(site), assets)]
  for (const { draft } of fresh) {
    if (draft.hasCard) paths.push(await drawCard(articleCard({ id: '', ...draft }, site), assets))
  }
  return success(paths)
}

/** Draws the card at a path, if it is that of the site or of a stored article as they are now. */
export async function drawStoredCard(db: Database, path: string, assets: string): Promise<boolean> {
  const [, slug] = /^\/media\/cards\/(?:articles\/([^/]+)|site)\.[a-z\d]+\.png$/.exec(path) ?? []
  if (!path.startsWith('/media/cards/')) return false
  const card = slug === undefined ? siteCard((await readSite(db)).site) : await storedCard(db, slug)
  if (card?.path !== path) return false
  await drawCard(card, assets)
  return true
}

async function storedCard(db: Database, slug: string) {
  const found = await findArticle(db, decodeURIComponent(slug))
  if (!found.ok || !found.value.article.hasCard) return undefined
  return articleCard(found.value.article, found.value.site.site)
}
