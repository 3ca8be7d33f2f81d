import { allRows, type Database, jsonPages, prepare } from '../database.ts'

/** What is stored of a file. */
export interface StoredFile {
  readonly path: string
  readonly id: string
  readonly slug: string
  readonly digest: string
  /** Milliseconds since the epoch. */
  readonly published: number
  readonly updated: number
  /** 1 where it is held: readers do not see it yet. */
  readonly held: 0 | 1
}

const PAGE = 5000

const FILES = `
  SELECT path, id, slug, digest, published, updated, 0 AS held FROM articles WHERE origin = 'content' AND path > ?1
  UNION ALL
  SELECT path, id, slug, digest, published, updated, 1 FROM held_articles WHERE origin = 'content' AND path > ?1
  ORDER BY path LIMIT ${PAGE}`

/** What is stored of the files of content/, by their paths. */
export async function readStoredFiles(db: Database): Promise<Map<string, StoredFile>> {
  const byPath = new Map<string, StoredFile>()
  for (let after = ''; ; ) {
    const rows = await allRows(prepare<StoredFile>(db, FILES, after))
    for (const row of rows) byPath.set(row.path, row)
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return byPath
    after = last.path
  }
}

const CREDITS_ONE = `origin = 'content' AND path > ?1 AND EXISTS (
    SELECT 1 FROM json_each(?2) c WHERE c.value = data ->> '$.publisher.id'
      OR c.value IN (SELECT s.value ->> 'id' FROM json_each(data, '$.sources') s))`

const CREDITING = `
  SELECT path FROM articles WHERE ${CREDITS_ONE} UNION ALL SELECT path FROM held_articles WHERE ${CREDITS_ONE}
  ORDER BY path LIMIT ${PAGE}`

/** The paths of files whose stored article credits one of these sources. Reads every article of content/. */
export async function pathsCrediting(db: Database, sources: readonly string[]): Promise<Set<string>> {
  const paths = new Set<string>()
  if (sources.length === 0) return paths
  for (let after = ''; ; ) {
    const rows = await allRows(prepare<{ path: string }>(db, CREDITING, after, JSON.stringify(sources)))
    for (const { path } of rows) paths.add(path)
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return paths
    after = last.path
  }
}

const TAKEN_IDS = `
  SELECT a.id FROM json_each(?1) n CROSS JOIN articles a ON a.id >= n.value AND a.id < n.value || '.'
  UNION SELECT w.id FROM json_each(?1) n CROSS JOIN withdrawn_ids w ON w.id >= n.value AND w.id < n.value || '.'`

/**
 * The ids that stored articles have, or removed ones had, and that are one of these or one of these with a hyphen and
 * more behind it.
 */
export async function takenIds(db: Database, ids: readonly string[]): Promise<Set<string>> {
  const taken = new Set<string>()
  for (const page of jsonPages(ids, PAGE)) {
    for (const { id } of await allRows(prepare<{ id: string }>(db, TAKEN_IDS, page))) taken.add(id)
  }
  return taken
}

/** The ids and slugs of some articles. */
export interface TakenNames {
  readonly ids: ReadonlySet<string>
  readonly slugs: ReadonlySet<string>
}

const FOREIGN = `
  SELECT a.id, a.slug FROM json_each(?1) n JOIN articles a
    ON a.id = n.value ->> 'id' OR a.slug = n.value ->> 'slug'
  WHERE a.origin <> 'content' AND a.origin NOT LIKE 'poll:%'`

/**
 * Which of these ids and slugs belong to articles that came neither from content/ nor from a polled feed. Polled
 * articles give way to files, these do not.
 */
export async function foreignNames(
  db: Database,
  names: readonly { readonly id: string; readonly slug: string }[],
): Promise<TakenNames> {
  const found = { ids: new Set<string>(), slugs: new Set<string>() }
  for (const page of jsonPages(names, PAGE)) {
    const rows = await allRows(prepare<{ id: string; slug: string }>(db, FOREIGN, page))
    for (const { id, slug } of rows) {
      found.ids.add(id)
      found.slugs.add(slug)
    }
  }
  return found
}

// CROSS JOIN keeps the order of the two: the other way round every article meets every time.
const TAKEN = `
  SELECT DISTINCT a.updated FROM json_each(?1) t
  CROSS JOIN articles a ON a.updated BETWEEN t.value AND t.value + ?2`

/** The update times that stored articles already have within `span` ms after each of these times. */
export async function takenUpdates(
  db: Database,
  times: readonly number[],
  span: number,
): Promise<Set<number>> {
  const taken = new Set<number>()
  for (const page of jsonPages(times, PAGE)) {
    const rows = await allRows(prepare<{ updated: number }>(db, TAKEN, page, span))
    for (const { updated } of rows) taken.add(updated)
  }
  return taken
}
