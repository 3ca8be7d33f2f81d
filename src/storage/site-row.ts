import { DEFAULT_SITE, type Site } from '../model/site.ts'
import { ask, type Database, firstRow, prepare, type Query, type Statement } from './database.ts'
import { NUMBER, STAMP } from './revision.ts'

/** The site as it is stored, and the revision of the write that changed it last. */
export interface StoredSite {
  readonly revision: number
  readonly site: Site
}

export const READ_SITE: Query<[], { readonly revision: number; readonly data: string }> = {
  name: 'site',
  sql: 'SELECT revision, data FROM site WHERE id = 1',
  rows: () => 1,
}

/** The site as the last sync stored it; the usual one, of revision 0, before the first. */
export async function readSite(db: Database): Promise<StoredSite> {
  const row = await firstRow(ask(db, READ_SITE))
  return row ? toStoredSite(row) : { revision: 0, site: DEFAULT_SITE }
}

/** What was stored by an earlier version may lack what is new since. */
export function toStoredSite({ revision, data }: { revision: number; data: string }): StoredSite {
  return { revision, site: { ...DEFAULT_SITE, ...(JSON.parse(data) as Site) } }
}

/** SQL: whether run ?1 brings another site than the stored one. Right until `siteSql` has run. */
export const IS_NEW_SITE = `EXISTS (
  SELECT 1 FROM runs WHERE key = ?1 AND runs.site IS NOT NULL
    AND runs.site <> COALESCE((SELECT data FROM site WHERE id = 1), ''))`

/**
 * Where a staged run brings a site that is new, keeps it and stamps every channel, because every document names the site.
 * Comes after the revision has moved.
 */
export function siteSql(db: Database, run: number): Statement[] {
  const statements = [
    `UPDATE channels SET ${STAMP}, site = ${NUMBER} WHERE ${IS_NEW_SITE}`,
    `UPDATE channels SET languages = (SELECT runs.site -> '$.languages' FROM runs WHERE key = ?1)
     WHERE kind = 'all' AND ${IS_NEW_SITE}`,
    `UPDATE revision SET site = number, items = (SELECT runs.site ->> '$.items' FROM runs WHERE key = ?1)
     WHERE id = 1 AND ${IS_NEW_SITE}`,
    `INSERT INTO site (id, revision, data) SELECT 1, ${NUMBER}, runs.site FROM runs WHERE key = ?1 AND ${IS_NEW_SITE}
     ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, data = excluded.data`,
  ]
  return statements.map((sql) => prepare(db, sql, run))
}
