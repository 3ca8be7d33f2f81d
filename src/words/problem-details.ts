import type { Problem } from '../model/result.ts'
import { noticeText } from './notices.ts'

/**
 * The language of every problem. It is English on every site, because most problems are read by programs and by those
 * who write them.
 */
export const PROBLEM_LANGUAGE = 'en'

/** The HTTP status, title and detail of a problem, the members of RFC 9457, section 3.1. */
export interface ProblemDetails {
  readonly status: 400 | 401 | 403 | 404 | 405 | 410 | 429 | 451 | 500 | 503
  readonly title: string
  readonly detail: string
}

/** What a problem is, in words, and what to do about it where there is something to do. */
export function describeProblem(problem: Problem): ProblemDetails {
  switch (problem.kind) {
    case 'unknown-page':
      return details(404, 'Not found', 'There is no such page here.')
    case 'unknown-channel':
      return details(404, 'No such channel', `There is no channel ${problem.path}.`)
    case 'unknown-archive': {
      const { number, path } = problem
      return details(404, 'No such archive', `There is no archive ${number} of ${path || 'this site'}.`)
    }
    case 'unknown-article':
      return details(404, 'No such article', `There is no article ${problem.slug}.`)
    case 'article-gone': {
      const { slug, notice } = problem
      const gone = `The article ${slug} was here and has been taken out for good.`
      if (!notice) return details(410, 'Article withdrawn', gone)
      // RFC 7725, 3: "a server operator has received a legal demand to deny access to a resource".
      const { text } = noticeText({ ...notice, language: PROBLEM_LANGUAGE })
      return details(notice.kind === 'legal' ? 451 : 410, 'Article withdrawn', text)
    }
    case 'bad-host':
      return details(
        400,
        'Bad request',
        'The Host header has to name a host, with its port where it has one.',
      )
    case 'bad-parameter': {
      const { name, allowed } = problem
      return details(
        400,
        'Bad parameter',
        `The parameter ${name} takes ${allowed}, once.${nearestText(problem)}`,
      )
    }
    case 'bad-body':
      return details(400, 'Bad request', `The body has to be ${problem.allowed}.`)
    case 'unauthorized':
      return details(401, 'Unauthorized', 'This takes the bearer token of the deployment.')
    case 'no-token':
      return details(401, 'Unauthorized', 'This takes a token, as a password or as a bearer token.')
    case 'wrong-scope':
      return details(403, 'Forbidden', `This takes a token with the scope ${problem.scope}.`)
    case 'bad-filter': {
      const takes = 'takes a name, or one behind a hyphen to leave it out'
      return details(400, 'Bad filter', `The parameter ${problem.name} ${takes}.`)
    }
    case 'too-many-filters':
      return details(400, 'Too many filters', `A list takes at most ${problem.limit} filters.`)
    case 'method-not-allowed': {
      const refused = `${problem.method} is not allowed here; use GET, HEAD or OPTIONS.`
      return details(405, 'Method not allowed', refused)
    }
    case 'too-many-requests':
      return details(
        429,
        'Too many requests',
        'Wait a minute. Send If-None-Match with the ETag of your copy, ask not more often than max-age says, or subscribe at the hub.',
      )
    case 'database-unavailable':
      return details(503, 'Database unavailable', 'The articles cannot be read now; try again in a minute.')
    case 'internal':
      return details(500, 'Internal error', 'Something went wrong on our side.')
  }
}

function details(status: ProblemDetails['status'], title: string, detail: string): ProblemDetails {
  return { status, title, detail }
}

function nearestText({ nearest }: { readonly nearest?: string }): string {
  return nearest === undefined ? '' : ` The nearest value is ${nearest}.`
}
