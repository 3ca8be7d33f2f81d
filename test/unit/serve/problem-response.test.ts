import { afterEach, describe, expect, it, vi } from 'vitest'
import { answerSafely } from '../../../src/serve/problem-response.tsx'

const request = new Request('https://news.example/rss.xml?limit=5')

afterEach(() => {
  vi.restoreAllMocks()
})

describe('an answer that is made safely', () => {
  it('is the answer, where there is one', async () => {
    const answer = new Response('x')
    expect(answerSafely(request, () => answer)).toBe(answer)
    expect(await answerSafely(request, async () => answer)).toBe(answer)
  })

  it.each([
    [
      'thrown',
      () => {
        throw new Error('the secret')
      },
    ],
    ['rejected', () => Promise.reject(new Error('the secret'))],
  ])('is a problem document without a stack where an error is %s, which is in the log', async (_, answer) => {
    const log = vi.spyOn(console, 'error').mockReturnValue()
    const response = await answerSafely(request, answer)
    expect(response.status).toBe(500)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'access-control-allow-origin': '*',
    })
    const text = await response.text()
    expect(JSON.parse(text)).toMatchObject({ status: 500, title: 'Internal error' })
    expect(text).not.toMatch(/secret|\.ts/)
    expect(log.mock.calls).toEqual([['GET https://news.example/rss.xml?… 500', new Error('the secret')]])
  })
})
