import * as v from 'valibot'
import { frontMatterSchema, LIFE_FIELDS } from '../../model/article.ts'
import { storable } from '../../model/text.ts'
import type { ImportedArticle } from '../import/common/importer.ts'
import { fieldName } from '../validate.ts'

// An article can do without all of these. What it can't do without is checked where an article is made of the item.
const optionalSchema = v.omit(frontMatterSchema, [
  ...(['id', 'title', 'language', 'published', 'updated', 'publisher', 'sources'] as const),
  ...LIFE_FIELDS,
])

/** As many sources as an article file may name. */
const SOURCES = 20

// The text of such a member is worth something without its end. Of a URL or a tag that is not so.
const SHORTENED = new Set(['summary', 'dateline', 'rights', 'alt', 'caption', 'credit', 'name', 'title'])

// A required member that was taken out takes its group with it, and the list may be too long after that: three rounds.
const ROUNDS = 5

/** An item whose optional parts are sound, and what was taken from it: a sentence each. */
export interface Fitted {
  readonly item: ImportedArticle
  readonly told: readonly string[]
}

/**
 * Makes every optional part of an item one that an article may have. What is too long is cut, what is faulty is left out,
 * and nothing else goes with it: of fifty authors one goes.
 */
export function fitItem(item: ImportedArticle, mostTags: number): Fitted {
  const { summary, dateline, authors, original, image, recordings, rights, related } = item
  const tags = cutList(item.tags, mostTags, 'tags')
  const sources = cutList(item.sources, SOURCES, 'sources')
  const given = { summary, dateline, authors, original, image, recordings, tags: tags.list, rights, related }
  const { fields, told } = mended(given)
  const {
    summary: _,
    dateline: __,
    original: ___,
    image: ____,
    rights: _____,
    recordings: ______,
    ...required
  } = item
  return {
    item: { ...required, ...(fields as Partial<ImportedArticle>), sources: sources.list },
    told: [...tags.told, ...sources.told, ...told],
  }
}

function cutList<Value>(list: readonly Value[], limit: number, name: string) {
  if (list.length <= limit) return { list, told: [] }
  return {
    list: list.slice(0, limit),
    told: [`${list.length - limit} of its ${list.length} ${name} were left out.`],
  }
}

type Members = Record<string | number, unknown>

function mended(given: Members): { fields: Members; told: string[] } {
  const fields = structuredClone(withoutUndefined(given))
  const told: string[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const { issues = [] } = v.safeParse(optionalSchema, fields)
    if (issues.length === 0) break
    // From the last one, so that what is taken out of a list moves none that is still to be mended.
    for (const issue of issues.toReversed()) told.push(...mend(fields, issue))
  }
  return { fields, told }
}

function withoutUndefined(members: Members): Members {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))
}

/** Cuts or removes the part that an issue is about. Returns a sentence that says so, or none if that was said before. */
function mend(fields: Members, issue: v.BaseIssue<unknown>): string[] {
  const path = (issue.path ?? []).map(({ key }) => key as string | number)
  const said = `Its ${fieldName(path)} ${issue.message.replace(/;.*$/, '')}`
  const group = path.slice(0, -1)
  const parent = memberAt(fields, group)
  const last = path.at(-1)
  if (!parent || last === undefined) return []
  const value = parent[last]
  const limit = issue.type === 'max_length' ? Number(issue.requirement) : undefined
  if (limit !== undefined && Array.isArray(value)) {
    value.length = limit
    return [`${said}; the others were left out.`]
  }
  if (limit !== undefined && typeof value === 'string' && SHORTENED.has(String(last))) {
    parent[last] = `${storable(value.slice(0, limit - 1)).trimEnd()}…`
    return [`${said} and was cut.`]
  }
  if (value === undefined) {
    takeOut(fields, group)
    return []
  }
  takeOut(fields, path)
  return [`${said} and was left out.`]
}

function takeOut(fields: Members, path: readonly (string | number)[]): void {
  const parent = memberAt(fields, path.slice(0, -1))
  const last = path.at(-1)
  if (Array.isArray(parent)) parent.splice(Number(last), 1)
  else if (parent && last !== undefined) delete parent[last]
}

function memberAt(fields: Members, path: readonly (string | number)[]): Members | undefined {
  let at: unknown = fields
  for (const key of path) at = typeof at === 'object' && at !== null ? (at as Members)[key] : undefined
  return typeof at === 'object' && at !== null ? (at as Members) : undefined
}
