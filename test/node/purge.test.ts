import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { purgeRemote } from '../../src/cli/purge-edge.ts'

/** A deployed Worker that answers a purge so; returns what it was asked, and what was said. */
async function purgeAt(status: number, token: string | undefined = 'secret') {
  const asked: { request: IncomingMessage; body: string }[] = []
  const server = createServer(async (request, response) => {
    asked.push({ request, body: await text(request) })
    response.writeHead(status).end('{"purged":3}')
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const siteUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const said: string[] = []
  const output = { out: (line: string) => said.push(line), err: (line: string) => said.push(line) }
  const exit = await purgeRemote({ siteUrl, token }, 1234, output)
  server.close()
  return { asked, said: said.join('\n'), exit }
}

describe('the end of a sync --remote', () => {
  it('asks the Worker to purge what changed', async () => {
    const { asked, said, exit } = await purgeAt(200)
    expect(asked[0]?.request).toMatchObject({ method: 'POST', url: '/purge' })
    expect(asked[0]?.request.headers.authorization).toBe('Bearer secret')
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ since: 1234 })
    expect(said).toBe('Purged from the cache: 3 channels.')
    expect(exit).toBe(0)
  })

  it('is a failure where the Worker refuses, and says for how long old copies stay', async () => {
    const { said, exit } = await purgeAt(401)
    expect(said).toMatch(/^Stored, but old copies may be served for 5 minutes more.*answered 401/)
    expect(exit).toBe(1)
  })

  it('asks nobody without a token, and says what to set', async () => {
    const { asked, said, exit } = await purgeAt(200, '')
    expect(asked).toEqual([])
    expect(said).toContain('PURGE_TOKEN')
    expect(exit).toBe(0)
  })
})
