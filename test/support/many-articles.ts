import { env } from 'cloudflare:test'

const ARTICLES = `
  WITH RECURSIVE n (key) AS (SELECT CAST(?1 AS INTEGER) UNION ALL SELECT key + 1 FROM n WHERE key < ?2)
  INSERT INTO articles (key, id, slug, origin, published, updated, revision, size, listed, data, body)
  SELECT key, 'tag:warta.example,2022:n' || key, 'n' || key, 'test', key * 1000, key, 1000000 + key, 0, 1,
    json_object('title', 'Judul ' || key, 'language', 'id', 'published', json_object('instant', key * 1000, 'offset', 420)), ''
  FROM n`

const ENTRIES = `
  INSERT INTO entries (channel, published, article, size, arrival)
  SELECT c.key, a.published, a.key, 0, a.key FROM articles a, channels c WHERE c.kind = 'all' AND a.key BETWEEN ?1 AND ?2`

const CHANNELS = `
  WITH RECURSIVE n (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM n WHERE number < ?1)
  INSERT INTO channels (kind, slug, title, revision, modified, entries)
  SELECT 'tags', printf('t%06d', number), 'Tanda ' || number, 1, 1, number FROM n`

/** Puts articles of these keys straight into the tables: each published a second after the one before. */
export async function putArticles(first: number, last: number): Promise<void> {
  await env.DB.batch([
    env.DB.prepare(ARTICLES).bind(first, last),
    env.DB.prepare(ENTRIES).bind(first, last),
    env.DB.prepare(
      "UPDATE channels SET entries = entries + ?2 - ?1 + 1, arrivals = ?2, revision = ?2, modified = ?2 WHERE kind = 'all'",
    ).bind(first, last),
    env.DB.prepare('UPDATE revision SET number = 1000000 + ?1').bind(last),
  ])
}

/** Puts this many tags straight into the tables: the n-th says that it lists n articles. */
export async function putTags(count: number): Promise<void> {
  await env.DB.prepare(CHANNELS).bind(count).run()
}

/** How SQLite would go about these statements of a counted database: a line for each step. */
export async function plansOf(statements: readonly string[]): Promise<string[]> {
  const plans = statements.map(async (sql) => {
    const values = Array.from(
      { length: Math.max(0, ...(sql.match(/\?\d/g) ?? []).map((one) => Number(one[1]))) },
      () => 1,
    )
    const rows = await env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .bind(...values)
      .all<{ detail: string }>()
    return rows.results.map(({ detail }) => detail)
  })
  return (await Promise.all(plans)).flat()
}
