import { ask, type Database, firstRow, type Query } from '../database.ts'

export const FIND_MEDIA: Query<[path: string, now: number], { readonly until: number }> = {
  name: 'media file',
  sql: 'SELECT until FROM media WHERE path = ?1 AND until > ?2 ORDER BY until DESC LIMIT 1',
  rows: () => 1,
}

/**
 * Until when a picture or a recording of ours is shown by a public article, in ms since the epoch; `undefined` where none
 * shows it at `now`. Reads one row.
 */
export async function shownUntil(db: Database, path: string, now: number): Promise<number | undefined> {
  return (await firstRow(ask(db, FIND_MEDIA, path, now)))?.until
}
