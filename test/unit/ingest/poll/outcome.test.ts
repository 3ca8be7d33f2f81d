import { describe, expect, it } from 'vitest'
import { fetchDocument } from '../../../../src/ingest/poll/fetch.ts'
import { judge } from '../../../../src/ingest/poll/outcome.ts'

const SECRET = 'geheim'

/** Why a feed fails that redirects to another address, or that cannot be reached. */
async function reasonOf(location: string, error?: Error): Promise<string> {
  const fetched = await fetchDocument(
    { url: 'https://feeds.example/rss', etag: null, lastModified: null },
    {
      anywhere: false,
      timeout: 1000,
      userAgent: 'x',
      fetch: () =>
        error
          ? Promise.reject(error)
          : Promise.resolve(new Response(null, { status: 302, headers: { location } })),
    },
  )
  const judged = judge(fetched, 0)
  return judged.ok || judged.failure.kind !== 'failing' ? '' : judged.failure.reason
}

describe('the reason why a feed fails', () => {
  it.each([
    `https://feeds.example:8081/rss?token=${SECRET}`,
    `https://user:${SECRET}@other.example/rss`,
    `https://${SECRET}@other.example/rss`,
    `ftp://other.example/?${SECRET}`,
  ])(
    'The reason why a feed fails, which is stored and logged, keeps no secret of an address: %s',
    async (location) => {
      const reason = await reasonOf(location)
      expect(reason).toContain('example')
      expect(reason).not.toContain(SECRET)
    },
  )

  it('The reason why a feed fails keeps no secret of an address in the words of an error', async () => {
    const error = new Error(`connect to HTTPS://u:${SECRET}@feeds.example/rss?key=${SECRET}#${SECRET} failed`)
    const reason = await reasonOf('', error)
    expect(reason).toBe('It could not be reached: connect to HTTPS://feeds.example/rss?… failed.')
  })
})
