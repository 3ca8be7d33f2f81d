import type { Author } from '../../model/article.ts'
import { type ChannelKey, channelPath } from '../../model/channel.ts'
import type { EndingKind } from '../../model/lifecycle.ts'
import type { Moment } from '../../model/moment.ts'
import { allRows, type Database, jsonPages, prepare, type Statement } from '../database.ts'
import { NUMBER } from '../revision.ts'

/** The kinds of names that a story has under its source, such as `guid:antara:17`, best first. */
export const OWN_KINDS: readonly string[] = ['guid', 'link', 'title', 'item']

/** A stored article that an arriving one may be another version of. */
export interface KnownArticle {
  readonly id: string
  readonly slug: string
  readonly origin: string
  readonly digest: string
  readonly title: string
  readonly published: Moment
  readonly updated: Moment
  readonly authors: readonly Author[]
  /** The ids of its publisher and of its sources. */
  readonly publisher: string
  readonly sources: readonly string[]
}

/** A story that is recognised by names. */
export interface KnownStory {
  readonly id: string
  /** All its names. */
  readonly names: readonly string[]
  /** `undefined` where it was withdrawn. */
  readonly article: KnownArticle | undefined
  /** Why it must not come back; `undefined` where it may, as with a source that had left the registry. */
  readonly withdrawn: EndingKind | undefined
}

/** What some names lead to. */
export interface KnownNames {
  readonly stories: ReadonlyMap<string, KnownStory>
  /** Those that have been on several stories, and identify none. */
  readonly void: ReadonlySet<string>
}

interface KnownRow {
  readonly id: string
  readonly found: string
  readonly names: string
  readonly slug: string | null
  readonly origin: string
  readonly digest: string
  readonly data: string
  readonly withdrawn: EndingKind | null
}

/** How many names go into one parameter: a thousand of the longest would be past D1's limit of 2 MB. */
const PAGE = 500

const KNOWN = `
  SELECT k.article_id AS id, w.kind AS withdrawn, json_group_array(k.name) AS found, a.slug, a.origin, COALESCE(a.digest, '') AS digest,
    CASE k.article_id WHEN '' THEN '[]' ELSE
      (SELECT json_group_array(o.name) FROM aliases o WHERE o.article_id = k.article_id) END AS names,
    json_extract(a.data, '$.title', '$.published', '$.updated', '$.authors', '$.publisher.id', '$.sources') AS data
  FROM json_each(?1) n CROSS JOIN aliases k ON k.name = n.value LEFT JOIN articles a ON a.id = k.article_id
    LEFT JOIN withdrawals w ON w.id = k.article_id AND w.kind <> 'left'
  GROUP BY k.article_id`

/** The stories that are recognised by these names. */
export async function findKnown(db: Database, names: readonly string[]): Promise<KnownNames> {
  const known = { stories: new Map<string, KnownStory>(), void: new Set<string>() }
  for (const part of jsonPages(names, PAGE)) {
    for (const row of await allRows(prepare<KnownRow>(db, KNOWN, part))) {
      const names = JSON.parse(row.names) as string[]
      const story = { id: row.id, names, article: articleOf(row), withdrawn: row.withdrawn ?? undefined }
      for (const name of JSON.parse(row.found) as string[]) {
        if (row.id === '') known.void.add(name)
        else known.stories.set(name, story)
      }
    }
  }
  return known
}

type Extracted = readonly [
  string,
  Moment,
  Moment,
  readonly Author[],
  string,
  readonly { readonly id: string }[],
]

function articleOf({ id, slug, origin, digest, data }: KnownRow): KnownArticle | undefined {
  if (slug === null) return undefined
  const [title, published, updated, authors, publisher, sources] = JSON.parse(data) as Extracted
  const credited = sources.map((source) => source.id)
  return { id, slug, origin, digest, title, published, updated, authors, publisher, sources: credited }
}

/** What a new article would be called. */
export interface Wanted {
  readonly slugs: readonly string[]
  /** The id that it gives itself. */
  readonly given: string | undefined
  /** What an id for it would be minted of. */
  readonly minted: string
}

/** Names that new articles can't have. */
export interface UsedNames {
  /** Slugs that articles have, or once had, with the ids of these. */
  readonly slugs: ReadonlyMap<string, string>
  /** Ids of stored articles. */
  readonly given: ReadonlySet<string>
  /** Ids that stored articles have, or removed ones had: one to be minted, also with a hyphen and more behind it. */
  readonly minted: ReadonlySet<string>
}

const USED = `
  SELECT 'slug' AS kind, a.slug AS name, a.id FROM json_each(?1) n JOIN articles a ON a.slug = n.value
  UNION ALL SELECT 'slug', f.slug, f.article_id FROM json_each(?1) n JOIN former_slugs f ON f.slug = n.value
  UNION ALL SELECT 'given', a.id, a.id FROM json_each(?2) n JOIN articles a ON a.id = n.value
  UNION ALL SELECT 'minted', a.id, a.id FROM json_each(?3) n
    CROSS JOIN articles a ON a.id >= n.value AND a.id < n.value || '.'
  UNION ALL SELECT 'minted', w.id, w.id FROM json_each(?3) n
    CROSS JOIN withdrawn_ids w ON w.id >= n.value AND w.id < n.value || '.'`

interface UsedRow {
  readonly kind: 'slug' | 'given' | 'minted'
  readonly name: string
  readonly id: string
}

/** Which of the names that new articles would have are used. */
export async function findUsed(db: Database, wanted: readonly Wanted[]): Promise<UsedNames> {
  const used = { slugs: new Map<string, string>(), given: new Set<string>(), minted: new Set<string>() }
  for (let start = 0; start < wanted.length; start += PAGE) {
    const part = wanted.slice(start, start + PAGE)
    const slugs = part.flatMap((one) => one.slugs)
    const given = part.flatMap((one) => one.given ?? [])
    const minted = part.map((one) => one.minted)
    const lists = [slugs, given, minted].map((list) => JSON.stringify(list))
    for (const { kind, name, id } of await allRows(prepare<UsedRow>(db, USED, ...lists))) {
      if (kind === 'slug') used.slugs.set(name, id)
      else used[kind].add(name)
    }
  }
  return used
}

const BODIES = 'SELECT a.id, a.body FROM json_each(?1) n JOIN articles a ON a.id = n.value'

/** How many bodies, of up to 1 MB each, come in one answer. */
const BODY_PAGE = 20

/** The bodies of the articles with these ids. */
export async function readBodies(db: Database, ids: readonly string[]): Promise<Map<string, string>> {
  const bodies = new Map<string, string>()
  for (const part of jsonPages(ids, BODY_PAGE)) {
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
  for (const part of jsonPages(keys, PAGE)) {
    for (const key of await allRows(prepare<ChannelKey>(db, CHANNELS, part))) paths.add(channelPath(key))
  }
  return paths
}

/** What becomes of a name by which articles are recognised. */
export interface NameChange {
  readonly name: string
  /** The id of its article from now on. Empty where it identifies none, `null` where it is forgotten. */
  readonly id: string | null
  /** The id of the article that it is taken from. One that another article has stays with that one. */
  readonly from?: string | undefined
}

const IS_THERE = `(n.value ->> 'id' = '' OR EXISTS (SELECT 1 FROM articles a WHERE a.id = n.value ->> 'id'))`

const CHANGES = [
  `DELETE FROM aliases WHERE (name, article_id) IN (
     SELECT n.value ->> 'name', n.value ->> 'from' FROM json_each(?1) n WHERE n.value ->> 'id' IS NULL AND $GUARD)`,
  `UPDATE aliases SET article_id = n.value ->> 'id', revision = ${NUMBER} FROM json_each(?1) n
   WHERE aliases.name = n.value ->> 'name' AND aliases.article_id = n.value ->> 'from' AND ${IS_THERE} AND $GUARD`,
  `INSERT INTO aliases (name, article_id, revision)
   SELECT n.value ->> 'name', n.value ->> 'id', ${NUMBER} FROM json_each(?1) n WHERE ${IS_THERE} AND $GUARD
   ON CONFLICT (name) DO NOTHING`,
]

/** Changes names of stored articles. */
export async function changeNames(db: Database, changes: readonly NameChange[]): Promise<void> {
  for (const page of jsonPages(changes, PAGE)) {
    for (const sql of CHANGES) await prepare(db, sql.replace('$GUARD', 'true'), page).run()
  }
}

/** The same as a part of the commit of a run. Comes after its articles are written. */
export function nameSql(db: Database, run: number, changes: readonly NameChange[]): Statement[] {
  const guarded = CHANGES.map((sql) => sql.replace('$GUARD', 'EXISTS (SELECT 1 FROM runs WHERE key = ?2)'))
  return [...jsonPages(changes, PAGE)].flatMap((page) => guarded.map((sql) => prepare(db, sql, page, run)))
}
