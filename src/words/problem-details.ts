import type { Problem } from '../model/result.ts'

/**
 * The language of every problem. It is English on every site, because most problems are read by programs and by those
 * who write them.
 */
export const PROBLEM_LANGUAGE = 'en'

/** The HTTP status, title and detail of a problem, the members of RFC 9457, section 3.1. */
export interface ProblemDetails {
  readonly status: 400 | 401 | 404 | 405 | 410 | 500 | 503
  readonly title: string
  readonly detail: string
}

/** What a problem is, in words, and what to do about it where there is something to do. */
export function describeProblem(problem: Problem): ProblemDetails {
  switch (problem.kind) {
    case 'unknown-page':
      return { status: 404, title: 'Not found', detail: 'There is no such page here.' }
    case 'unknown-channel':
      return { status: 404, title: 'No such channel', detail: `There is no channel ${problem.path}.` }
    case 'unknown-archive':
      return {
        status: 404,
        title: 'No such archive',
        detail: `There is no archive ${problem.number} of ${problem.path || 'this site'}.`,
      }
    case 'unknown-article':
      return { status: 404, title: 'No such article', detail: `There is no article ${problem.slug}.` }
    case 'article-gone':
      return {
        status: 410,
        title: 'Article withdrawn',
        detail: `The article ${problem.slug} was here and has been taken out for good.`,
      }
    case 'bad-host':
      return {
        status: 400,
        title: 'Bad request',
        detail: 'The Host header has to name a host, with its port where it has one.',
      }
    case 'bad-parameter':
      return {
        status: 400,
        title: 'Bad parameter',
        detail: `The parameter ${problem.name} takes ${problem.allowed}, once.${nearestText(problem)}`,
      }
    case 'bad-body':
      return { status: 400, title: 'Bad request', detail: `The body has to be ${problem.allowed}.` }
    case 'unauthorized':
      return { status: 401, title: 'Unauthorized', detail: 'This takes the bearer token of the deployment.' }
    case 'bad-filter':
      return {
        status: 400,
        title: 'Bad filter',
        detail: `The parameter ${problem.name} takes a name, or one behind a hyphen to leave it out.`,
      }
    case 'too-many-filters':
      return {
        status: 400,
        title: 'Too many filters',
        detail: `A list takes at most ${problem.limit} filters.`,
      }
    case 'method-not-allowed':
      return {
        status: 405,
        title: 'Method not allowed',
        detail: `${problem.method} is not allowed here; use GET, HEAD or OPTIONS.`,
      }
    case 'database-unavailable':
      return {
        status: 503,
        title: 'Database unavailable',
        detail: 'The articles cannot be read now; try again in a minute.',
      }
    case 'internal':
      return { status: 500, title: 'Internal error', detail: 'Something went wrong on our side.' }
  }
}

function nearestText({ nearest }: { readonly nearest?: string }): string {
  return nearest === undefined ? '' : ` The nearest value is ${nearest}.`
}
