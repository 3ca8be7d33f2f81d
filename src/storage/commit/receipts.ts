import { type EndingKind, NEVER, type Status } from '../../model/lifecycle.ts'
import { allRows, type Database, prepare, runBatch, type Statement } from '../database.ts'
import { IS_KILL } from './held-rows.ts'

/** Which article of a client a receipt is of. */
export interface ReceiptName {
  readonly origin: string
  /** The client's key, or the id of an article that has none. */
  readonly name: string
}

/** What a client sent of an article, as the client edits it. */
export interface SentReceipt extends ReceiptName {
  readonly id: string
  /** Empty, as `data` is null, where the article goes. */
  readonly etag: string
  readonly data: string | null
  /** The entity tag that is stored when the plan is made; empty where there is no article. */
  readonly expected: string
  /** Which version of a wire's item it is; the one that is stored stays where nothing is said. */
  readonly version?: number | undefined
}

/** A receipt, and the public article that was made of it. */
export interface StoredReceipt {
  readonly name: string
  readonly id: string
  readonly etag: string
  /** JSON; null where the article is gone. */
  readonly data: string | null
  /** Milliseconds since the epoch. */
  readonly at: number
  /** Which version of a wire's item it is, where that was said. */
  readonly version: number | null
  /** These are null where no such article is public. */
  readonly slug: string | null
  readonly updated: number | null
  readonly digest: string | null
  /** The slug of a held article. */
  readonly held: string | null
  /** When it may be public, in ms since the epoch, where it is held; NEVER: until further notice. */
  readonly hold: number | null
  /** Why it is gone, where it was public or was killed. */
  readonly ending: EndingKind | null
  readonly status: Status
}

const STATUS = `
  CASE WHEN w.kind IN ('kill', 'legal') THEN 'killed' WHEN a.slug IS NOT NULL THEN 'public'
    WHEN h.at = ${NEVER} THEN 'withheld' WHEN h.at IS NOT NULL THEN 'scheduled'
    WHEN w.kind = 'expired' THEN 'expired' ELSE 'deleted' END`
const COLUMNS = `
  r.name, r.id, r.etag, r.data, r.at, r.version, a.slug, h.slug AS held, a.updated, a.digest, h.at AS hold, w.kind AS ending, ${STATUS} AS status`
const ARTICLE = `
  LEFT JOIN articles a ON a.id = r.id AND a.origin = r.origin
  LEFT JOIN held_articles h ON h.origin = r.origin AND h.id = r.id LEFT JOIN withdrawals w ON w.id = r.id`

/** The receipts of an origin with these names, or of the articles with these ids. */
export async function findReceipts(
  db: Database,
  origin: string,
  { names = [], ids = [] }: { readonly names?: readonly string[]; readonly ids?: readonly string[] },
): Promise<StoredReceipt[]> {
  const sql = `
    SELECT ${COLUMNS} FROM json_each(?2) n CROSS JOIN receipts r ON r.origin = ?1 AND r.name = n.value ${ARTICLE}
    UNION
    SELECT ${COLUMNS} FROM json_each(?3) n CROSS JOIN receipts r ON r.id = n.value AND r.origin = ?1 ${ARTICLE}`
  return allRows(prepare<StoredReceipt>(db, sql, origin, JSON.stringify(names), JSON.stringify(ids)))
}

/** So many receipts are looked through for a page of those with one status. */
export const WALK = 2000

/** Which receipts are asked for. */
export interface ReceiptQuery {
  readonly origin: string
  /** Only those whose names come after this one. */
  readonly after: string
  /** Only those of articles with this status. */
  readonly status: Status | undefined
  readonly limit: number
}

/** A page of receipts in the order of their names. */
export interface ReceiptPage {
  readonly receipts: readonly StoredReceipt[]
  /** After which name the next page begins; nothing where there is none. */
  readonly next: string | undefined
}

// A few articles of a large desk are held. They are found by themselves.
const HELD =
  'FROM held_articles o CROSS JOIN receipts r ON r.id = o.id AND r.origin = o.origin WHERE o.origin = ?1'
const ALL = 'FROM receipts r WHERE r.origin = ?1'

/**
 * A page of the receipts of an origin, without what was sent. With a status it may have fewer than `limit`, also none,
 * though there are more: only so many are looked through for it.
 */
export async function listReceipts(
  db: Database,
  { origin, after, status, limit }: ReceiptQuery,
): Promise<ReceiptPage> {
  const walk = `${status === 'scheduled' || status === 'withheld' ? HELD : ALL} AND r.name > ?2 ORDER BY r.name`
  const found = `
    SELECT ${COLUMNS} FROM (SELECT r.origin, r.name, r.id, r.etag, NULL AS data, r.at, r.version ${walk} LIMIT ${WALK}) r ${ARTICLE}
    WHERE ?3 IS NULL OR ${STATUS} = ?3 ORDER BY r.name LIMIT ?4`
  const end = `SELECT r.name ${walk} LIMIT 1 OFFSET ${WALK - 1}`
  const rows = await runBatch(db, {
    found: prepare<StoredReceipt>(db, found, origin, after, status ?? null, limit + 1),
    end: prepare<{ name: string }>(db, end, origin, after),
  })
  const receipts = rows.found.slice(0, limit)
  const next = rows.found.length > limit ? receipts.at(-1)?.name : rows.end[0]?.name
  return { receipts, next }
}

/** Who has an id or a slug. A former slug has no origin, nor has an id whose article was killed. */
export interface Holder {
  readonly kind: 'id' | 'slug' | 'killed'
  readonly name: string
  readonly id: string
  readonly origin: string
}

const HOLDERS = `
  SELECT 'id' AS kind, a.id AS name, a.id, a.origin FROM json_each(?1) n JOIN articles a ON a.id = n.value
  UNION ALL SELECT 'killed', w.id, w.id, '' FROM json_each(?1) n JOIN withdrawals w ON w.id = n.value
    WHERE ${IS_KILL('w.kind')}
  UNION ALL SELECT 'slug', a.slug, a.id, a.origin FROM json_each(?2) n JOIN articles a ON a.slug = n.value
  UNION ALL SELECT 'slug', f.slug, f.article_id, '' FROM json_each(?2) n JOIN former_slugs f ON f.slug = n.value`

/** Which public articles have these ids and slugs, or once had such a slug; and which of the ids were killed. */
export async function findHolders(
  db: Database,
  ids: readonly string[],
  slugs: readonly string[],
): Promise<Holder[]> {
  return allRows(prepare<Holder>(db, HOLDERS, JSON.stringify(ids), JSON.stringify(slugs)))
}

const OUTDATE = `
  DELETE FROM runs WHERE key = ?1 AND EXISTS (
    SELECT 1 FROM json_each(?2) n LEFT JOIN receipts r ON r.origin = n.value ->> 'origin' AND r.name = n.value ->> 'name'
    WHERE COALESCE(r.etag, '') <> n.value ->> 'expected'
      OR EXISTS (SELECT 1 FROM withdrawals w WHERE w.id = n.value ->> 'writes' AND ${IS_KILL('w.kind')}))`

/**
 * Deletes a run whose articles a client has edited since it was planned, also where readers see nothing of that, or one that
 * writes what was killed since.
 */
export function outdatedReceiptsSql(db: Database, run: number, sent: readonly SentReceipt[]): Statement[] {
  if (sent.length === 0) return []
  const names = sent.map(({ origin, name, id, etag, expected }) => ({
    ...{ origin, name, expected },
    ...(etag !== '' && { writes: id }),
  }))
  return [prepare(db, OUTDATE, run, JSON.stringify(names))]
}

const KEEP = `
  INSERT INTO receipts (origin, name, id, etag, data, at, version)
  SELECT ?2, ?3, ?4, ?5, ?6, ?7, ?8 WHERE EXISTS (SELECT 1 FROM runs WHERE key = ?1)
  ON CONFLICT (origin, name) DO UPDATE SET id = excluded.id, etag = excluded.etag, data = excluded.data, at = excluded.at,
    version = COALESCE(excluded.version, version)`

// When an article is removed, by whomever, what its client sent of it goes too.
const EMPTY = `
  UPDATE receipts SET data = NULL, etag = '' WHERE (origin, name) IN (
    SELECT r.origin, r.name FROM staged_articles s JOIN receipts r ON r.id = s.id
    WHERE s.run = ?1 AND s.action = 'remove' AND s.heir IS NULL AND (s.origin IS NULL OR s.origin = r.origin))`

// A desk that has deleted an article gives up its id when somebody else publishes one with it. Held articles take nothing.
const GIVE_UP = `
  DELETE FROM receipts WHERE (origin, name) IN (
    SELECT r.origin, r.name FROM staged_articles s JOIN receipts r ON r.id = s.id AND r.origin <> s.origin AND r.etag = ''
      LEFT JOIN withdrawals w ON w.id = s.id AND ${IS_KILL('w.kind')}
    WHERE s.run = ?1 AND s.action = 'write' AND COALESCE(s.hold, 0) <= ?2 AND w.id IS NULL)`

/** Keeps what clients sent, with the articles that a run writes. `now` is in ms since the epoch. */
export function receiptSql(
  db: Database,
  run: number,
  sent: readonly SentReceipt[],
  now: number,
): Statement[] {
  const kept = sent.map(({ origin, name, id, etag, data, version = null }) =>
    prepare(db, KEEP, run, origin, name, id, etag, data, now, version),
  )
  return [...kept, prepare(db, EMPTY, run), prepare(db, GIVE_UP, run, now)]
}

/** Reserves a name for the article with this id, unless it has one already. Returns the id that it has. */
export async function reserveName(
  db: Database,
  { origin, name, id }: ReceiptName & { readonly id: string },
  now: number,
): Promise<string> {
  const sql = `
    INSERT INTO receipts (origin, name, id, etag, data, at) VALUES (?1, ?2, ?3, '', NULL, ?4)
    ON CONFLICT (origin, name) DO UPDATE SET name = name RETURNING id`
  const [row] = await allRows(prepare<{ id: string }>(db, sql, origin, name, id, now))
  return row?.id ?? id
}

/** Which version of an article was public, from when to when in ms since the epoch, and by whom it was ended. */
export interface PublicVersion {
  readonly revision: number
  readonly at: number
  readonly ended: number | null
  readonly action: string
  readonly actor: string
  readonly ended_by: string | null
}

/** The last versions of an article that were public, the newest first. */
export async function readVersions(db: Database, id: string, limit: number): Promise<PublicVersion[]> {
  const sql = `
    SELECT revision, at, ended, action, actor, ended_by FROM versions WHERE id = ?1 ORDER BY revision DESC LIMIT ?2`
  return allRows(prepare<PublicVersion>(db, sql, id, limit))
}
