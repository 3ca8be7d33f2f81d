import { afterEach, describe, expect, it, vi } from 'vitest'
import { answerLogged, traceOf } from '../../../src/serve/request-log.ts'

const SECRET = 'geheim'
const request = (url = 'https://news.example/rss.xml', headers: Record<string, string> = {}) =>
  new Request(url, { headers })

/** The lines that are logged while a request is answered so, and where they went. */
async function linesOf(asked: Request, answer: () => Response | Promise<Response>) {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {})
  const error = vi.spyOn(console, 'error').mockImplementation(() => {})
  const response = await answerLogged(asked, answer)
  const [logged, failed] = [log, error].map(({ mock }) =>
    mock.calls.map(([text]) => JSON.parse(String(text))),
  )
  return { response, logged, failed }
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe('the line of a request in the log', () => {
  it('says what was asked, what was answered, from where, and its revision', async () => {
    const headers = { ETag: `"${(1795853022489).toString(36)}-rss3f-build"`, 'Content-Length': '10786' }
    const { logged } = await linesOf(request(), () => new Response('<rss/>', { headers }))
    expect(logged).toEqual([
      {
        kind: 'request',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        method: 'GET',
        path: '/rss.xml',
        status: 200,
        ms: expect.any(Number),
        cache: 'hit',
        revision: 1795853022489,
        bytes: 10786,
      },
    ])
  })

  it('tells a document that was rendered for the request, and a 304', async () => {
    const asked = request()
    const headers = { ETag: '"lx_0123456789abcdef-html-build"' }
    const render = () => {
      const trace = traceOf(asked)
      if (trace) trace.rendered = true
      return new Response('', { headers })
    }
    expect((await linesOf(asked, render)).logged).toMatchObject([{ cache: 'render', revision: 789 }])
    const unchanged = () => new Response(null, { status: 304, headers })
    expect((await linesOf(request(), unchanged)).logged?.at(-1)).toMatchObject({ cache: '304', status: 304 })
  })

  it('is one of errors for a failure of ours, with its reason', async () => {
    const asked = request()
    const { logged, failed } = await linesOf(asked, () => {
      const trace = traceOf(asked)
      if (trace) trace.error = new Error('no such table: articles')
      return new Response('', { status: 503 })
    })
    expect(logged).toEqual([])
    expect(failed).toMatchObject([{ status: 503, error: expect.stringContaining('no such table: articles') }])
  })

  it("holds no query, no header, no address of a client, and of an id only what is Cloudflare's", async () => {
    const headers = { Authorization: `Bearer ${SECRET}`, 'CF-Connecting-IP': '192.0.2.7', 'CF-Ray': SECRET }
    const asked = request(`https://news.example/search?q=${SECRET}&token=${SECRET}`, headers)
    const { logged } = await linesOf(asked, () => new Response(''))
    expect(JSON.stringify(logged)).not.toMatch(new RegExp(`${SECRET}|192\\.0\\.2`))
    const ray = request(undefined, { 'CF-Ray': '8f0c2d1e4b5a6978-CGK' })
    const known = await linesOf(ray, () => new Response(''))
    expect(known.logged?.at(-1)).toMatchObject({ id: '8f0c2d1e4b5a6978-CGK' })
  })

  it('gives the answer on as it is', async () => {
    const response = new Response('<rss/>')
    expect((await linesOf(request(), () => response)).response).toBe(response)
  })

  it('has nothing noted of a request whose line is not asked for', () => {
    expect(traceOf(request())).toBeUndefined()
  })
})
