import type * as v from 'valibot'
import { rfc3339 } from '../formats/dates.ts'
import { addressIn, cleanHtml, isBeside, isTooDeep, type ResolveUrl } from '../ingest/clean-html.ts'
import type { DraftArticle } from '../ingest/content/article-file.ts'
import { withRecordings } from '../ingest/embeds.ts'
import { isMembers, type Members } from '../ingest/import/common/json-members.ts'
import { withLeadImage } from '../ingest/lead-image.ts'
import { readLife } from '../ingest/life.ts'
import { validate } from '../ingest/validate.ts'
import { BODY_LIMIT, SITE_MARK } from '../model/article.ts'
import { FURTHER_NOTICE } from '../model/lifecycle.ts'
import { isRecording } from '../model/media-type.ts'
import { failed, type Result, success } from '../model/result.ts'
import { slugOfTitle } from '../model/slug.ts'
import { creditedSource, type Source } from '../model/source.ts'
import { excerpt, textOfHtml, utf8Length } from '../model/text.ts'
import type { InputFault } from './problems.ts'
import { articleInput } from './request-schemas.ts'

type Fields = v.InferOutput<typeof articleInput>

/** What an article is read with. */
export interface InputContext {
  readonly registry: ReadonlyMap<string, Source>
  /** The sources that the client may publish as; `undefined` for every one. */
  readonly publishers: readonly string[] | undefined
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** An article that can be stored. */
export interface ArticleInput {
  readonly draft: DraftArticle
  /** Whether the client names the slug itself. */
  readonly namesSlug: boolean
  /** When it may be public, in ms since the epoch, where that is later. */
  readonly hold: number | undefined
  /** What the client sent, as it edits it: with the body sanitised, and times in one form. */
  readonly sent: Members
}

const EXCERPT_LENGTH = 300

/** Reads what a client sent: an article, or everything that is wrong with it. */
export function readInput(value: unknown, context: InputContext): Result<ArticleInput, InputFault[]> {
  const checked = checkInput(articleInput, value)
  if (!checked.ok) return checked
  const { slug = slugOfTitle(checked.value.title), ...fields } = checked.value
  const faults: InputFault[] = []
  const body = bodyOf(fields.body, slug, faults)
  const { life, published, updated = published, faults: ofLife } = readLife(fields, context.now)
  for (const { path, message } of ofLife) faults.push({ pointer: pointerOf(path), detail: message })
  const draft = draftOf({ ...fields, published, updated, body }, slug, context, faults)
  if (faults.length > 0) return failed(faults)
  const names = isMembers(value) ? Object.keys(value) : []
  return success({
    draft,
    namesSlug: names.includes('slug'),
    hold: life.hold,
    sent: sentOf({ ...checked.value, body }, names),
  })
}

function draftOf(
  {
    publisher,
    sources,
    summary,
    embargo: _,
    ...fields
  }: Omit<Fields, 'slug'> & Required<Pick<Fields, 'updated'>>,
  slug: string,
  context: InputContext,
  faults: InputFault[],
): DraftArticle {
  const { registry, publishers } = context
  const source = (id: string, pointer: string) => {
    const found = registry.get(id)
    if (!found) faults.push({ pointer, detail: `"${id}" is no source that this site knows` })
    return found ? creditedSource(found) : { id, name: id }
  }
  if (publishers && !publishers.includes(publisher)) {
    const detail = `"${publisher}" is no source that this token may publish as; use ${publishers.join(', ')}`
    faults.push({ pointer: '#/publisher', detail })
  }
  return withRecordings(
    withLeadImage<DraftArticle>({
      ...fields,
      slug,
      publisher: source(publisher, '#/publisher'),
      sources: sources.map((id, index) => source(id, `#/sources/${index}`)),
      summary: summary || excerpt(textOfHtml(fields.body), EXCERPT_LENGTH),
    }),
  )
}

function bodyOf(html: string, slug: string, faults: InputFault[]): string {
  const fault = (detail: string) => faults.push({ pointer: '#/body', detail })
  const resolve: ResolveUrl = (url, use) => {
    if (!isBeside(url) || !(use === 'image' || isRecording(url))) return addressIn(url, slug)
    fault(`shows ${url.slice(0, 200)}, which is no whole URL; files do not come with an article here`)
    return undefined
  }
  const body = cleanHtml(html, resolve)
  if (body === '' && isTooDeep(html)) fault('has elements in elements hundreds deep')
  if (utf8Length(body) > BODY_LIMIT) fault(`has more than ${BODY_LIMIT} bytes; shorten it`)
  return body
}

function sentOf(fields: Fields, names: readonly string[]): Members {
  const known = Object.entries({ ...fields, body: fields.body.replaceAll(SITE_MARK, '') })
  const sent = known.flatMap(([name, value]) => (names.includes(name) ? [[name, written(value)]] : []))
  return Object.fromEntries(sent) as Members
}

function written(value: unknown): unknown {
  // Only an embargo can be null.
  if (value === null) return FURTHER_NOTICE
  if (Array.isArray(value)) return value.map(written)
  if (!isMembers(value)) return value
  if ('instant' in value && 'offset' in value) {
    return rfc3339(new Date(Number(value.instant)), Number(value.offset))
  }
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, written(one)]))
}

/** Checks what a client sent against a schema. Fails with everything that is wrong with it. */
export function checkInput<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
): Result<v.InferOutput<Schema>, InputFault[]> {
  const checked = validate(schema, value, (path) => ({ pointer: pointerOf(path) }))
  if (checked.ok) return checked
  return failed(checked.failure.faults.map(({ pointer, message }) => ({ pointer, detail: message })))
}

/** A path as a JSON pointer in a fragment (RFC 6901, 6): `#/authors/0/role`. */
function pointerOf(path: readonly (string | number)[]): string {
  const steps = path.map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1'))
  return `#${steps.map((step) => `/${encodeURIComponent(step.toWellFormed())}`).join('')}`
}
