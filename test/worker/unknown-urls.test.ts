import { env } from 'cloudflare:test'
import { beforeAll, describe, expect, it } from 'vitest'
import { app } from '../../src/app.ts'
import { answerFromMemory } from '../../src/serve/fast-path.ts'
import { memoryOf } from '../../src/serve/memory.ts'
import { runs } from '../support/runs.ts'
import { articleFile, BROWSER_ACCEPT, contentOf, sync } from '../support/site.ts'

const COUNT = runs(450)

// One address of each kind that could be kept under its own name.
const KINDS: ((n: number) => string)[] = [
  (n) => `/nothing-${n}`,
  (n) => `/tags/x${n}`,
  (n) => `/tags/x${n}/rss.xml`,
  (n) => `/authors/x${n}/feed.json?limit=${(n % 100) + 1}`,
  (n) => `/tags/x${n}/archives/1/atom.xml`,
  (n) => `/archives/${n + 2}/rss.xml`,
  (n) => `/archives/${n + 2}/${n.toString(36)}/rss.xml`,
  (n) => `/articles/x${n}`,
  (n) => `/rss.xml?tag=x${n}`,
  (n) => `/?author=x${n}`,
  (n) => `/search/rss.xml?q=w${n}&tag=x${n}`,
  (n) => `/search?q=w${n}&source=x${n}`,
  (n) => `/sitemap-${n + 2}.xml`,
  (n) => `/sitemap-channels-${n + 2}.xml`,
  (n) => `/search/x${n}`,
]

beforeAll(() => sync(contentOf({ contoh: articleFile({ tags: ['Dunia'] }) })))

describe('addresses where there is nothing', () => {
  it('leave nothing in the memory of the isolate, however many are asked for', async () => {
    const isolate = { ...env }
    const memory = memoryOf(isolate)
    for (let n = 0; n < COUNT; n++) {
      const path = KINDS[n % KINDS.length]?.(n) ?? ''
      const headers = n % 2 ? { Accept: BROWSER_ACCEPT } : { 'Accept-Encoding': 'gzip' }
      const request = new Request(`https://news.example${path}`, { headers })
      const response = answerFromMemory(request, isolate) ?? (await app.fetch(request, isolate))
      expect(response.status, path).toBe(404)
      await response.arrayBuffer()
    }
    const kept = Object.entries(memory).map(([name, part]: [string, { size: number }]) => [name, part.size])
    expect(Object.fromEntries(kept)).toEqual({
      copies: 0,
      answers: 0,
      renders: 0,
      // Nobody says who asks, so nobody is refused.
      refused: 0,
      // For the page of what is not there: the channel of everything, its newest articles, and the version of the site.
      channels: 1,
      newest: 1,
      site: 1,
      archives: 0,
      listings: 0,
      health: 0,
    })
  }, 300_000)
})
