import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { type OpenDatabase, openLocal } from '../../src/cli/open-database.ts'
import { onRemote, purgeRemote } from '../../src/cli/purge-edge.ts'
import { success } from '../../src/model/result.ts'
import { Workspace } from '../support/commands.ts'

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

describe('work on the deployed database', () => {
  /** Does this work on a database that stands for the deployed one; returns the exit code, and what the Worker was asked. */
  async function remotely(work: (database: OpenDatabase) => Promise<number>) {
    const asked: string[] = []
    const server = createServer(async (request, response) => {
      asked.push(await text(request))
      response.end('{"purged":3}')
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const siteUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    process.env.PURGE_TOKEN = 'secret'
    using workspace = new Workspace()
    const open = async (state: string) => {
      const opened = await openLocal(state)
      return opened.ok ? success({ ...opened.value, config: { ...opened.value.config, siteUrl } }) : opened
    }
    const said: string[] = []
    const output = { out: (line: string) => said.push(line), err: (line: string) => said.push(line) }
    const code = await onRemote({ state: workspace.state }, work, output, open)
    delete process.env.PURGE_TOKEN
    server.close()
    return { code, asked, said }
  }

  const write = async ({ db }: OpenDatabase) => db.prepare('UPDATE revision SET number = 7').run()

  it('Work that writes has what changed since taken out of the cache, also where a part of it failed', async () => {
    const done = await remotely(async (database) => {
      await write(database)
      return 1
    })
    expect(done).toEqual({ code: 1, asked: ['{"since":0}'], said: ['Purged from the cache: 3 channels.'] })
  })

  it('Work that writes nothing asks nobody', async () => {
    expect(await remotely(async () => 0)).toEqual({ code: 0, asked: [], said: [] })
  })
})
