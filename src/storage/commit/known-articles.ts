import { type ChannelKey, channelPath } from '../../model/channel.ts'
import type { Moment } from '../../model/moment.ts'
import { allRows, type Database, prepare, type Statement } from '../database.ts'
import { NUMBER } from '../revision.ts'

/** A stored article that an arriving one may be a copy of. */
export interface KnownArticle {
  readonly id: string
  readonly slug: string
  readonly origin: string
  readonly digest: string
  readonly published: Moment
  readonly updated: Moment
}

type KnownRow = Omit<KnownArticle, 'published' | 'updated'> & {
  name: string
  published: string
  updated: string
}

/** How many names go into one parameter: a thousand of the longest would be past D1's limit of 2 MB. */
const PAGE = 500

const KNOWN = `
  SELECT k.name, a.id, a.slug, a.origin, COALESCE(a.digest, '') AS digest, a.data -> '$.published' AS published,
    a.data -> '$.updated' AS updated
  FROM json_each(?1) n JOIN aliases k ON k.name = n.value JOIN articles a ON a.id = k.article_id`

/** The stored articles that are recognised by one of these names, by name. */
export async function findKnown(db: Database, names: readonly string[]): Promise<Map<string, KnownArticle>> {
  const known = new Map<string, KnownArticle>()
  for (const part of pages(names)) {
    const rows = await allRows(prepare<KnownRow>(db, KNOWN, part))
    for (const { name, published, updated, ...row } of rows) {
      const times = { published: JSON.parse(published) as Moment, updated: JSON.parse(updated) as Moment }
      known.set(name, { ...row, ...times })
    }
  }
  return known
}

const TAKEN = `
  SELECT a.slug FROM json_each(?1) n JOIN articles a ON a.slug = n.value
  UNION SELECT f.slug FROM json_each(?1) n JOIN former_slugs f ON f.slug = n.value`

/** Which of these slugs are, or once were, those of stored articles. */
export async function takenSlugs(db: Database, slugs: readonly string[]): Promise<Set<string>> {
  const taken = new Set<string>()
  for (const part of pages(slugs)) {
    const rows = await allRows(prepare<{ readonly slug: string }>(db, TAKEN, part))
    for (const { slug } of rows) taken.add(slug)
  }
  return taken
}

const BODIES = 'SELECT a.id, a.body FROM json_each(?1) n JOIN articles a ON a.id = n.value'

/** How many bodies, of up to 1 MB each, come in one answer. */
const BODY_PAGE = 20

/** The bodies of the articles with these ids. */
export async function readBodies(db: Database, ids: readonly string[]): Promise<Map<string, string>> {
  const bodies = new Map<string, string>()
  for (const part of pages(ids, BODY_PAGE)) {
    const rows = await allRows(prepare<{ readonly id: string; readonly body: string }>(db, BODIES, part))
    for (const { id, body } of rows) bodies.set(id, body)
  }
  return bodies
}

const CHANNELS = `
  SELECT c.kind, c.slug FROM json_each(?1) n
  CROSS JOIN channels c ON c.kind = n.value ->> 'kind' AND c.slug = n.value ->> 'slug'`

/** Which of these channels are stored, by their paths. */
export async function storedChannels(db: Database, keys: readonly ChannelKey[]): Promise<Set<string>> {
  const paths = new Set<string>()
  for (const part of pages(keys)) {
    for (const key of await allRows(prepare<ChannelKey>(db, CHANNELS, part))) paths.add(channelPath(key))
  }
  return paths
}

/** A name by which the article of an id is recognised too. */
export interface ArticleName {
  readonly name: string
  readonly id: string
}

const ADD = `
  INSERT INTO aliases (name, article_id, revision)
  SELECT n.value ->> 'name', a.id, ${NUMBER} FROM json_each(?1) n JOIN articles a ON a.id = n.value ->> 'id'
  WHERE true
  ON CONFLICT (name) DO NOTHING`

/** Remembers further names of stored articles. A name that another article has stays with it. */
export async function addNames(db: Database, names: readonly ArticleName[]): Promise<void> {
  for (const page of pages(names)) await prepare(db, ADD, page).run()
}

const ADD_IN_RUN = ADD.replace('WHERE true', 'WHERE EXISTS (SELECT 1 FROM runs WHERE key = ?2)')

/** The same as a part of the commit of a run. Comes after its articles are written. */
export function nameSql(db: Database, run: number, names: readonly ArticleName[]): Statement[] {
  return [...pages(names)].map((page) => prepare(db, ADD_IN_RUN, page, run))
}

/** The values as JSON arrays, each small enough for a parameter. */
function* pages(values: readonly unknown[], size = PAGE): Generator<string> {
  for (let start = 0; start < values.length; start += size) {
    yield JSON.stringify(values.slice(start, start + size))
  }
}
