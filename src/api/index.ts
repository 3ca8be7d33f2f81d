import { type Context, Hono } from 'hono'
import { rfc3339 } from '../formats/dates.ts'
import { decodeDocument } from '../ingest/import/common/charset.ts'
import { STATUSES } from '../model/lifecycle.ts'
import { failed, type Result, success } from '../model/result.ts'
import { announceWrite } from '../serve/announce-write.ts'
import { executionOf } from '../serve/context.ts'
import { purgeAfter } from '../serve/edge-cache.ts'
import { logFailure } from '../serve/problem-response.tsx'
import { readVersions } from '../storage/commit/receipts.ts'
import { isDatabaseFailure } from '../storage/database.ts'
import type { ProblemType } from '../words/problem-types.ts'
import { allow, authenticate, noteAct, refuseKnown } from './authenticate.ts'
import { isMet, readConditions } from './conditions.ts'
import { correctArticle, withdrawArticle } from './end-article.ts'
import type { Writer } from './place-articles.ts'
import { type ApiEnv, answerRefused, type Refused, refusal } from './problems.ts'
import { mediaTypeOf, readBytes, readJson } from './read-body.ts'
import { listOwn, showPlaced, showStored } from './show-article.ts'
import { storeDocument } from './store-document.ts'
import {
  type ArticleName,
  deleteArticle,
  findOwn,
  patchArticle,
  putArticle,
  type WrittenArticle,
} from './write-article.ts'

const JSON_TYPE = 'application/json'
const PATCH_TYPE = 'application/merge-patch+json'
/** What `POST /api/documents` takes, as it says where it does not. Which of them it is, the content says. */
const DOCUMENTS = 'application/json, application/xml, text/xml, text/plain'

const KEY = /^[A-Za-z0-9._~-]{1,200}$/
const ARTICLE = '/articles/:name'

/** The resources of the API below /api. Every answer is for its client alone: `no-store`, and outside of CORS. */
export const api = new Hono<ApiEnv>()
  .basePath('/api')
  .use(async (c, next) => {
    await next()
    c.res.headers.set('Cache-Control', 'no-store')
  })
  .use(authenticate)
  .get('/articles', allow('read', 'publish', 'correct', 'kill', 'kill-any'), list)
  .get(ARTICLE, allow('read', 'publish', 'correct', 'kill', 'kill-any'), show)
  .put(ARTICLE, allow('publish'), (c) => put(c))
  .patch(ARTICLE, allow('publish'), (c) => patch(c))
  .delete(ARTICLE, allow('publish'), (c) => remove(c))
  .post(`${ARTICLE}/corrections`, allow('correct'), (c) => correct(c))
  .put(`${ARTICLE}/withdrawal`, allow('kill', 'kill-any'), (c) => withdraw(c))
  .get(`${ARTICLE}/history`, allow('read', 'publish', 'correct', 'kill', 'kill-any'), history)
  .post('/documents', allow('publish'), (c) => postDocument(c))
  .all('/articles', (c) => notAllowed(c, 'GET'))
  .all(ARTICLE, (c) => notAllowed(c, 'GET, PUT, PATCH, DELETE'))
  .all(`${ARTICLE}/corrections`, (c) => notAllowed(c, 'POST'))
  .all(`${ARTICLE}/withdrawal`, (c) => notAllowed(c, 'PUT'))
  .all(`${ARTICLE}/history`, (c) => notAllowed(c, 'GET'))
  .all('/documents', (c) => notAllowed(c, 'POST'))
  .all('/*', notFound)
  .onError((error, c) => {
    const type: ProblemType = isDatabaseFailure(error) ? 'unavailable' : 'internal'
    logFailure(c.req.raw, type === 'unavailable' ? 503 : 500, error)
    const answer = answerRefused(c, refusal(type))
    answer.headers.set('Cache-Control', 'no-store')
    return answer
  })

function notFound(c: Context<ApiEnv>): Promise<Response> {
  return refuseKnown(c, refusal('not-found'))
}

function notAllowed(c: Context<ApiEnv>, allowed: string): Promise<Response> {
  return refuseKnown(c, refusal('method-not-allowed', undefined, { Allow: allowed }))
}

function writerOf(c: Context<ApiEnv>): Writer {
  const { token, context } = c.var
  return { db: c.env.DB, token, authority: context.config.authority, now: context.now }
}

/** The name in the path: a key of the client's own, or the id of an article, which has a colon. */
function nameOf(c: Context<ApiEnv>): ArticleName | undefined {
  const name = c.req.param('name') ?? ''
  if (KEY.test(name)) return { key: name }
  return name.includes(':') && name.length <= 1000 ? { id: name } : undefined
}

async function list(c: Context<ApiEnv>): Promise<Response> {
  const { after = '', status: asked } = c.req.query()
  const status = STATUSES.find((one) => one === asked)
  if (asked !== undefined && !status) {
    return refuseKnown(c, refusal('bad-request', `The parameter status takes one of ${STATUSES.join(', ')}.`))
  }
  const { articles, next } = await listOwn(writerOf(c), { after, status }, originOf(c))
  if (next === undefined) return c.json({ articles })
  const query = new URLSearchParams({ ...(status && { status }), after: next })
  return c.json({ articles }, 200, { Link: `<${originOf(c)}/api/articles?${query}>; rel="next"` })
}

async function show(c: Context<ApiEnv>): Promise<Response> {
  const name = nameOf(c)
  const conditions = readConditions(c.req.raw.headers)
  if (!conditions.ok) return refuseKnown(c, conditions.failure)
  const found = name && (await findOwn(writerOf(c), name))
  if (!found) return notFound(c)
  const { ifMatch, ifNoneMatch } = conditions.value
  if (ifMatch && !isMet({ ifMatch }, found.etag)) return refuseKnown(c, refusal('precondition-failed'))
  const headers = found.etag === '' ? {} : { ETag: `"${found.etag}"` }
  if (ifNoneMatch && !isMet({ ifNoneMatch }, found.etag)) return c.body(null, 304, headers)
  return c.json(showStored(found, originOf(c)), 200, headers)
}

async function put(c: Context<ApiEnv>): Promise<Response> {
  const asked = await readAsked(c)
  if (!asked.ok) return refuseKnown(c, asked.failure)
  const { name, value, conditions } = asked.value
  return answerWritten(c, () => putArticle(writerOf(c), name, value, conditions))
}

const KEY_FORM = 'A key is 1 to 200 letters, digits, dots, hyphens, underscores and tildes.'

async function patch(c: Context<ApiEnv>): Promise<Response> {
  const name = nameOf(c)
  if (!name) return refuseKnown(c, refusal('not-found', KEY_FORM))
  if (c.req.header('If-Match') === undefined) return refuseKnown(c, refusal('precondition-required'))
  const conditions = readConditions(c.req.raw.headers)
  if (!conditions.ok) return refuseKnown(c, conditions.failure)
  const body = await readJson(c.req.raw, PATCH_TYPE, { 'Accept-Patch': PATCH_TYPE })
  if (!body.ok) return refuseKnown(c, body.failure)
  return answerWritten(c, () => patchArticle(writerOf(c), name, body.value, conditions.value))
}

async function answerWritten(
  c: Context<ApiEnv>,
  write: () => Promise<Result<WrittenArticle, Refused>>,
): Promise<Response> {
  const { value: written } = await purged(c, write)
  if (!written.ok) return refuseKnown(c, written.failure)
  const { placed, revision } = written.value
  const status = placed.outcome === 'created' ? 201 : 200
  const { id } = placed.write.article
  await noteAct(c, { status, article: id, revision, detail: placed.outcome })
  const address = `${originOf(c)}/api/articles/${encodeURIComponent(placed.receipt.name)}`
  // What is stored of a PUT is not what was sent, byte for byte: then the tag must not be a header (RFC 9110, 9.3.4).
  const etag = c.req.method === 'PATCH' ? { ETag: `"${placed.receipt.etag}"` } : {}
  const headers = status === 201 ? { Location: address } : etag
  return c.json(
    { ...showPlaced(placed, originOf(c), c.var.context.now), outcome: placed.outcome },
    status,
    headers,
  )
}

async function remove(c: Context<ApiEnv>): Promise<Response> {
  const name = nameOf(c)
  if (!name) return refuseKnown(c, refusal('not-found', KEY_FORM))
  const conditions = readConditions(c.req.raw.headers)
  if (!conditions.ok) return refuseKnown(c, conditions.failure)
  const { value: gone } = await purged(c, () => deleteArticle(writerOf(c), name, conditions.value))
  if (!gone.ok) return refuseKnown(c, gone.failure)
  const { id, revision } = gone.value
  await noteAct(c, { status: 204, revision, ...(id !== undefined && { article: id }) })
  return c.body(null, 204)
}

async function correct(c: Context<ApiEnv>): Promise<Response> {
  const asked = await readAsked(c)
  if (!asked.ok) return refuseKnown(c, asked.failure)
  const { name, value, conditions } = asked.value
  return answerWritten(c, () => correctArticle(writerOf(c), name, value, conditions))
}

async function withdraw(c: Context<ApiEnv>): Promise<Response> {
  const asked = await readAsked(c)
  if (!asked.ok) return refuseKnown(c, asked.failure)
  const { name, value, conditions } = asked.value
  const { value: gone, isPurged } = await purged(c, () =>
    withdrawArticle(writerOf(c), name, value, conditions),
  )
  if (!gone.ok) return refuseKnown(c, gone.failure)
  await noteAct(c, { status: 200, article: gone.value.id, revision: gone.value.revision })
  return c.json({ id: gone.value.id, status: 'killed', purged: isPurged })
}

/** The most versions that a history shows. */
const VERSIONS = 1000

async function history(c: Context<ApiEnv>): Promise<Response> {
  const name = nameOf(c)
  const found = name && (await findOwn(writerOf(c), name))
  if (!found) return notFound(c)
  const versions = await readVersions(c.env.DB, found.id, VERSIONS)
  const shown = versions.map(({ revision, at, ended, action, actor, ended_by: by }) => ({
    revision,
    from: rfc3339(new Date(at)),
    ...(ended !== null && { until: rfc3339(new Date(ended)) }),
    action,
    actor,
    ...(by !== null && { endedBy: by }),
  }))
  return c.json({ id: found.id, versions: shown })
}

/** The article that is named, and a JSON body. */
async function readAsked(c: Context<ApiEnv>) {
  const name = nameOf(c)
  if (!name) return failed(refusal('not-found', KEY_FORM))
  const conditions = readConditions(c.req.raw.headers)
  if (!conditions.ok) return conditions
  const body = await readJson(c.req.raw, JSON_TYPE, { Accept: JSON_TYPE })
  return body.ok ? success({ name, value: body.value, conditions: conditions.value }) : body
}

async function postDocument(c: Context<ApiEnv>): Promise<Response> {
  const accept = { Accept: DOCUMENTS, 'Accept-Post': DOCUMENTS }
  if (/html|markdown/.test(mediaTypeOf(c.req.raw))) {
    const detail = `This takes ${DOCUMENTS}. npm run publish sends HTML and Markdown.`
    return refuseKnown(c, refusal('unsupported-media-type', detail, accept))
  }
  const bytes = await readBytes(c.req.raw)
  if (!bytes.ok) return refuseKnown(c, bytes.failure)
  const text = decodeDocument(bytes.value, c.req.header('Content-Type'))
  if (!text.ok) return refuseKnown(c, refusal('bad-request', text.failure))
  const url = c.req.header('Content-Location')
  const document = { text: text.value, name: 'the document', ...(url !== undefined && { url }) }
  const { value: stored } = await purged(c, () => storeDocument(writerOf(c), document))
  if (!stored.ok) {
    const isUnknown = stored.failure.type === 'unsupported-media-type'
    return refuseKnown(c, { ...stored.failure, ...(isUnknown && { headers: accept }) })
  }
  const { items, revision } = stored.value
  const refused = items.filter(({ result }) => result === 'refused').length
  await noteAct(c, { status: 200, revision, detail: `${items.length} items, ${refused} refused` })
  return c.json(stored.value)
}

/** What a write did, and whether nothing that it changed is in the caches in front of the Worker any more. */
interface Purged<Value> {
  readonly value: Value
  readonly isPurged: boolean
}

/** Does a write, then takes what it changed out of the caches in front of the Worker, and tells the hub of it. */
async function purged<Value>(c: Context<ApiEnv>, write: () => Promise<Value>): Promise<Purged<Value>> {
  let written: Pick<Purged<Value>, 'value'> | undefined
  const execution = executionOf(c)
  try {
    await purgeAfter(c.env.DB, execution.cache, async () => {
      written = { value: await write() }
      execution.waitUntil?.(announceWrite(c.env))
    })
  } catch (error) {
    if (!written) throw error
    // What is stored is stored: the client must not think that it is not.
    logFailure(c.req.raw, 200, error)
    return { ...written, isPurged: false }
  }
  return { value: written?.value as Value, isPurged: true }
}

function originOf(c: Context<ApiEnv>): string {
  return c.var.context.address.origin
}
