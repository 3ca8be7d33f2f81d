import { env } from 'cloudflare:test'
import { expect } from 'vitest'

/** Each of these finds nothing in a sound database. */
const FAULTS = [
  // Every article of a client has what the client sent of it, and the other way round.
  `SELECT id FROM articles a WHERE origin LIKE 'api:%' AND NOT EXISTS (
     SELECT 1 FROM receipts r WHERE r.id = a.id AND r.origin = a.origin AND r.etag <> '')`,
  `SELECT r.id FROM receipts r WHERE etag <> '' AND NOT EXISTS (
     SELECT 1 FROM articles a WHERE a.id = r.id AND a.origin = r.origin) AND NOT EXISTS (
     SELECT 1 FROM held_articles h WHERE h.id = r.id AND h.origin = r.origin)`,
  // Nothing that was killed is public or held.
  `SELECT id FROM withdrawals w WHERE kind IN ('kill', 'legal') AND (
     id IN (SELECT id FROM articles) OR id IN (SELECT id FROM held_articles))`,
  // Nothing is public and held at the same time.
  'SELECT a.id FROM articles a JOIN held_articles h ON h.id = a.id AND h.origin = a.origin',
  'SELECT key FROM channels c WHERE entries <> (SELECT COUNT(*) FROM entries e WHERE e.channel = c.key)',
  'SELECT key FROM channels c WHERE notices <> (SELECT COUNT(*) FROM withdrawn_entries w WHERE w.channel = c.key)',
  // The versions of what is public have begun and not ended, and nothing else's have not.
  `SELECT id FROM articles a WHERE 1 <> (SELECT COUNT(*) FROM versions v WHERE v.id = a.id AND v.ended IS NULL)`,
  'SELECT id FROM versions WHERE ended IS NULL AND id NOT IN (SELECT id FROM articles)',
  // No row is newer than the last write.
  'SELECT number FROM revision WHERE number < (SELECT MAX(revision) FROM articles)',
  'SELECT number FROM revision WHERE number < (SELECT MAX(revision) FROM channels)',
  'SELECT number FROM revision WHERE number < (SELECT MAX(revision) FROM withdrawals)',
]

/** Expects that what is stored holds together. */
export async function expectSound(): Promise<void> {
  const faults = await env.DB.batch(FAULTS.map((sql) => env.DB.prepare(sql)))
  for (const [index, { results }] of faults.entries()) expect(results, FAULTS[index]).toEqual([])
  expect((await env.DB.prepare('PRAGMA foreign_key_check').all()).results).toEqual([])
}
