import type { Context } from 'hono'
import { lifetimeWithin, respondMoved } from '../http/caching.ts'
import { preferredLanguage, prefersHtml } from '../http/negotiation.ts'
import { policiesFor } from '../http/policies.ts'
import { ALL } from '../model/channel.ts'
import type { Problem } from '../model/result.ts'
import { utf8Length, withoutSecrets } from '../model/text.ts'
import { NoticePage, ProblemPage } from '../pages/problem-notice.tsx'
import { isDatabaseFailure, missingMigration } from '../storage/database.ts'
import { findChannel } from '../storage/read/channels.ts'
import type { ListedArticle } from '../storage/read/consistent-read.ts'
import { readPage } from '../storage/read/entry-pages.ts'
import { spokenLanguage } from '../words/index.ts'
import { describeProblem, type ProblemDetails } from '../words/problem-details.ts'
import type { AppEnv, RequestContext } from './context.ts'
import { cacheTag } from './edge-cache.ts'
import { HTML, PAGE_HEADERS, renderPage } from './html-response.ts'
import { traceOf } from './request-log.ts'
import type { Moved } from './resource.ts'
import { siteForNotice } from './shown-site.ts'
import { isOver } from './version-cache.ts'

const PROBLEM = 'application/problem+json; charset=utf-8'

/** Answers with what there is in place of a document: a problem, or a redirect. */
export function answerInstead(c: Context<AppEnv>, found: Problem | Moved): Response | Promise<Response> {
  if (found.kind !== 'moved') return answerProblem(c, found)
  return respondMoved(found.location, found.status, cacheTag(ALL))
}

/** Answers with a problem document (RFC 9457), or with a page where the client is a browser. */
export async function answerProblem(c: Context<AppEnv>, asked: Problem): Promise<Response> {
  const problem = await withinBudget(c, asked)
  const details = describeProblem(problem)
  const headers = new Headers({
    Vary: 'Accept, Accept-Language',
    'Cache-Control': lifetime(details.status),
  })
  // What comes or goes with a write is purged with everything that it changes.
  if (MAY_CHANGE.has(details.status)) headers.set('Cache-Tag', cacheTag(ALL))
  if (details.status === 503 || details.status === 429) headers.set('Retry-After', '60')
  if (details.status === 401) headers.set('WWW-Authenticate', 'Bearer')
  if (details.status === 451) headers.set('Link', `<${originOf(c)}/>; rel="blocked-by"`)
  const html = prefersHtml(c.req.header('Accept'))
  const page = html ? await pageOf(c, problem, details) : undefined
  if (page?.until !== undefined) {
    const left = Math.floor((page.until - c.var.context.now) / 1000)
    headers.set('Cache-Control', lifetimeWithin(lifetime(details.status), left))
  }
  const body = page
    ? await renderPage(page.element)
    : JSON.stringify({ type: 'about:blank', ...details, instance: URL.parse(c.req.url)?.pathname })
  if (html) for (const [name, value] of Object.entries(PAGE_HEADERS)) headers.set(name, value)
  headers.set('Content-Type', html ? HTML : PROBLEM)
  // Set here, because the answer to HEAD has no body that it could be taken from.
  headers.set('Content-Length', String(utf8Length(body)))
  return new Response(body, { status: details.status, headers })
}

// There are as many unknown addresses as somebody can think of.
async function withinBudget(c: Context<AppEnv>, problem: Problem): Promise<Problem> {
  const context: RequestContext | undefined = c.var.context
  const isUnknown = describeProblem(problem).status === 404
  return !isUnknown || !context || (await context.budget.spend()) ? problem : { kind: 'too-many-requests' }
}

/** Answers an error that nobody expected: 503 where the database could not do its work, else 500. */
export function answerError(c: Context<AppEnv>, error: Error): Promise<Response> {
  const kind = isDatabaseFailure(error) ? 'database-unavailable' : 'internal'
  logFailure(c.req.raw, describeProblem({ kind }).status, error)
  return answerProblem(c, { kind })
}

/**
 * Answers with what `answer` gives. Where that throws, even while it answers an error, the client gets a problem document
 * that depends on nothing else, and never a stack.
 */
export function answerSafely(
  request: Request,
  answer: () => Response | Promise<Response>,
): Response | Promise<Response> {
  try {
    const response = answer()
    return response instanceof Promise
      ? response.catch((error: unknown) => answerLast(request, error))
      : response
  } catch (error) {
    return answerLast(request, error)
  }
}

function answerLast(request: Request, error: unknown): Response {
  logFailure(request, 500, error)
  const problem = { type: 'about:blank', ...describeProblem({ kind: 'internal' }) }
  const headers = {
    ...policiesFor(request.url, PROBLEM),
    'Content-Type': PROBLEM,
    'Cache-Control': 'no-store',
  }
  return new Response(JSON.stringify(problem), { status: 500, headers })
}

/** Tells the log of the Worker of an answer that is a failure of ours: one entry for each. */
export function logFailure(request: Request, status: number, error: unknown): void {
  const { method, url } = request
  const mend = missingMigration(error)
  const trace = traceOf(request)
  // Then its line in the log says it.
  if (trace) {
    trace.error = mend ?? error
    return
  }
  const asked = withoutSecrets(`${method} ${url} ${status}`)
  // biome-ignore lint/suspicious/noConsole: the log of the Worker is where failures are looked for
  console.error(asked, ...(mend === undefined ? [] : [mend]), error)
}

/** How many articles stand below what was not found. */
const NEWEST = 5

/** The page of a problem, and when something that it shows expires, in ms since the epoch. */
async function pageOf(c: Context<AppEnv>, problem: Problem, details: ProblemDetails) {
  const site = await siteForNotice(c.var.context)
  const notice = problem.kind === 'article-gone' ? problem.notice : undefined
  if (notice) return { element: <NoticePage {...{ notice, site, origin: originOf(c) }} />, until: undefined }
  const isAbsent = details.status === 404 || details.status === 410
  const { articles: newest, until } = isAbsent ? await newestArticles(c.var.context) : NONE
  const language = preferredLanguage(c.req.header('Accept-Language'), site.languages)
  const props = { ...details, site, origin: originOf(c), language: spokenLanguage(language), newest }
  return { element: <ProblemPage {...props} />, until }
}

interface Newest {
  readonly articles: readonly ListedArticle[]
  /** When one of them expires, in ms since the epoch. */
  readonly until?: number | undefined
}

const NONE: Newest = { articles: [] }

/** The newest articles, read at most once a second; none where the database can't give them. */
async function newestArticles(context: RequestContext | undefined): Promise<Newest> {
  if (!context) return NONE
  const { memory, now, session } = context
  try {
    const all = await memory.channels.current('', now, () => findChannel(session, ALL))
    const newest =
      all &&
      (await memory.newest.current('', now, async () => {
        const page = await readPage(session, all, { limit: NEWEST })
        return page && { ...page.channel, articles: page.articles }
      }))
    if (!newest || isOver(newest, now)) return NONE
    return { articles: newest.articles, until: newest.until }
  } catch (error) {
    if (error instanceof Error && isDatabaseFailure(error)) return NONE
    throw error
  }
}

// A broken host or a faulty configuration leaves the request without a context. It gets an answer all the same.
function originOf(c: Context<AppEnv>): string {
  const context: RequestContext | undefined = c.var.context
  return context?.address.origin ?? URL.parse(c.req.url)?.origin ?? ''
}

// An unknown address may exist a minute later. What is gone stays gone. A fault of ours must not be kept by any cache.
function lifetime(status: number): string {
  if (status === 404) return 'public, max-age=60'
  return MAY_CHANGE.has(status) ? 'public, max-age=300' : 'no-store'
}

const MAY_CHANGE: ReadonlySet<number> = new Set([404, 410, 451])
