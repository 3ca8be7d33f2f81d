import type { Context } from 'hono'
import { respondMoved } from '../http/caching.ts'
import { prefersHtml } from '../http/negotiation.ts'
import { policiesFor } from '../http/policies.ts'
import { ALL } from '../model/channel.ts'
import type { Problem } from '../model/result.ts'
import { utf8Length } from '../model/text.ts'
import { NoticePage, ProblemPage } from '../pages/problem-notice.tsx'
import { isDatabaseFailure } from '../storage/database.ts'
import { describeProblem } from '../words/problem-details.ts'
import type { AppEnv, RequestContext } from './context.ts'
import { cacheTag } from './edge-cache.ts'
import { HTML, PAGE_HEADERS, renderPage } from './html-response.ts'
import type { Moved } from './resource.ts'

const PROBLEM = 'application/problem+json; charset=utf-8'

/** Answers with what there is in place of a document: a problem, or a redirect. */
export function answerInstead(c: Context<AppEnv>, found: Problem | Moved): Response | Promise<Response> {
  if (found.kind !== 'moved') return answerProblem(c, found)
  return respondMoved(found.location, found.status, cacheTag(ALL))
}

/** Answers with a problem document (RFC 9457), or with a page where the client is a browser. */
export async function answerProblem(c: Context<AppEnv>, problem: Problem): Promise<Response> {
  const details = describeProblem(problem)
  const headers = new Headers({ Vary: 'Accept', 'Cache-Control': lifetime(details.status) })
  // What comes or goes with a write is purged with everything that it changes.
  if (MAY_CHANGE.has(details.status)) headers.set('Cache-Tag', cacheTag(ALL))
  if (details.status === 503) headers.set('Retry-After', '60')
  if (details.status === 401) headers.set('WWW-Authenticate', 'Bearer')
  const site = siteOf(c)
  if (details.status === 451) headers.set('Link', `<${site.origin}/>; rel="blocked-by"`)
  const notice = problem.kind === 'article-gone' ? problem.notice : undefined
  const html = prefersHtml(c.req.header('Accept'))
  const body = html
    ? await renderPage(
        notice ? <NoticePage {...site} notice={notice} /> : <ProblemPage {...site} {...details} />,
      )
    : JSON.stringify({ type: 'about:blank', ...details, instance: URL.parse(c.req.url)?.pathname })
  if (html) for (const [name, value] of Object.entries(PAGE_HEADERS)) headers.set(name, value)
  headers.set('Content-Type', html ? HTML : PROBLEM)
  // Set here, because the answer to HEAD has no body that it could be taken from.
  headers.set('Content-Length', String(utf8Length(body)))
  return new Response(body, { status: details.status, headers })
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
export function logFailure({ method, url }: Request, status: number, error: unknown): void {
  // biome-ignore lint/suspicious/noConsole: the log of the Worker is where failures are looked for
  console.error(`${method} ${url} ${status}`, error)
}

// A broken host or a faulty configuration leaves the request without a context. It gets an answer all the same.
function siteOf(c: Context<AppEnv>): { siteName: string; origin: string } {
  const context: RequestContext | undefined = c.var.context
  return context?.site ?? { siteName: 'Warta', origin: URL.parse(c.req.url)?.origin ?? '' }
}

// An unknown address may exist a minute later. What is gone stays gone. A fault of ours must not be kept by any cache.
function lifetime(status: number): string {
  if (status === 404) return 'public, max-age=60'
  return MAY_CHANGE.has(status) ? 'public, max-age=300' : 'no-store'
}

const MAY_CHANGE: ReadonlySet<number> = new Set([404, 410, 451])
