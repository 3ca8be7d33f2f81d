import { describe, expect, it } from 'vitest'
import type { Problem } from '../../../src/model/result.ts'
import { describeProblem } from '../../../src/words/problem-details.ts'

const PROBLEMS: [Problem, number, string][] = [
  [{ kind: 'unknown-page' }, 404, 'no such page'],
  [{ kind: 'unknown-channel', path: '/tags/x' }, 404, '/tags/x'],
  [{ kind: 'unknown-article', slug: 'x' }, 404, 'article x'],
  [{ kind: 'article-gone', slug: 'x' }, 410, 'for good'],
  [{ kind: 'bad-parameter', name: 'limit', allowed: '1 to 100' }, 400, 'limit takes 1 to 100, once'],
  [{ kind: 'method-not-allowed', method: 'PUT' }, 405, 'PUT is not allowed'],
  [{ kind: 'database-unavailable' }, 503, 'try again'],
  [{ kind: 'internal' }, 500, 'on our side'],
]

describe('describeProblem', () => {
  it.each(PROBLEMS)('the problem %j is answered with status %d and says %j', (problem, status, words) => {
    const details = describeProblem(problem)
    expect(details.status).toBe(status)
    expect(details.title).not.toBe('')
    expect(details.detail).toContain(words)
  })
})
