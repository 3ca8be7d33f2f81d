import { NEVER } from '../../model/lifecycle.ts'
import { ask, type Database, firstRow, type Query } from '../database.ts'

export const FIND_MEDIA: Query<[path: string, now: number], { readonly until: number }> = {
  name: 'media file',
  sql: 'SELECT until FROM media WHERE path = ?1 AND until > ?2 ORDER BY until DESC LIMIT 1',
  rows: () => 1,
}

export const FIND_CARDED: Query<[slug: string, now: number], { readonly until: number }> = {
  name: 'article of a card',
  sql: `SELECT COALESCE(expires, ${NEVER}) AS until FROM articles
    WHERE slug = ?1 AND COALESCE(expires, ${NEVER}) > ?2`,
  rows: () => 1,
}

/** Cards are drawn of the site, and of articles by their slugs. The digest in a name is of all that a card says. */
const CARD = /^\/media\/cards\/(?:site|articles\/([^/]+))\.[a-z\d]+\.png$/

/**
 * Until when a picture, a recording or a card of ours is shown by a public article, in ms since the epoch; `undefined` where
 * none shows it at `now`. Reads one row.
 */
export async function shownUntil(db: Database, path: string, now: number): Promise<number | undefined> {
  const card = CARD.exec(path)
  if (!card) return (await firstRow(ask(db, FIND_MEDIA, path, now)))?.until
  const [, slug] = card
  return slug === undefined ? NEVER : (await firstRow(ask(db, FIND_CARDED, decoded(slug), now)))?.until
}

function decoded(slug: string): string {
  try {
    return decodeURIComponent(slug)
  } catch {
    return slug
  }
}
