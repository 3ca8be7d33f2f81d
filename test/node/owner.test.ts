import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createListener, type Server as Listener } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { takeState } from '../../src/cli/owner.ts'
import { startOf } from '../../src/cli/process-start.ts'
import { until, Workspace } from '../support/commands.ts'

/** A stale file is told from a living owner within this many milliseconds. */
const SOON = 2000

/** Takes connections and never says a word. */
const silent = createListener(() => {})
/** Somebody else's web server. */
const foreign = createServer((_, response) => response.writeHead(501).end())

async function portOf(server: Listener): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as { port: number }).port
}

/** A state folder in which somebody has left this owner's file. */
function stateOwnedBy(owner: Record<string, unknown>) {
  const workspace = new Workspace()
  mkdirSync(workspace.state)
  writeFileSync(join(workspace.state, 'owner.json'), JSON.stringify(owner))
  return workspace
}

/** The number of a process that has ended. */
async function endedProcess(): Promise<number> {
  const child = spawn(process.execPath, ['--eval', ''])
  await once(child, 'exit')
  return child.pid ?? 0
}

describe('the owner of a state folder', () => {
  let ports: { silent: number; foreign: number }
  beforeAll(async () => {
    ports = { silent: await portOf(silent), foreign: await portOf(foreign) }
  })
  afterAll(() => {
    silent.close()
    foreign.close()
  })

  it.each(['silent', 'foreign'] as const)(
    'is known to be gone although a %s listener has its port and a process its number now',
    async (listener) => {
      const begin = Date.now()
      const server = { port: ports[listener], token: 'x', url: 'http://localhost:8787' }
      using workspace = stateOwnedBy({ pid: process.pid, started: 'another time', ...server })
      const taken = await takeState(workspace.state, () => {})
      expect(taken).toMatchObject({ kind: 'own' })
      expect(Date.now() - begin).toBeLessThan(SOON)
    },
  )

  it('is known to be gone where its process was a command and another process has its number now', async () => {
    const begin = Date.now()
    using workspace = stateOwnedBy({ pid: process.pid, started: 'another time' })
    expect(await takeState(workspace.state, () => {})).toMatchObject({ kind: 'own' })
    expect(Date.now() - begin).toBeLessThan(SOON)
  })

  it('is known to be gone where its process ended, and where its file does not say when it began', async () => {
    for (const pid of [await endedProcess(), process.pid]) {
      using workspace = stateOwnedBy({ pid })
      expect(await takeState(workspace.state, () => {})).toMatchObject({ kind: 'own' })
    }
  })

  it('is known to be gone where its file is damaged', async () => {
    using workspace = stateOwnedBy({})
    writeFileSync(join(workspace.state, 'owner.json'), '{"pid": 1')
    expect(await takeState(workspace.state, () => {})).toMatchObject({ kind: 'own' })
  })

  it('is waited for while it lives, and who waits says so once', async () => {
    using workspace = stateOwnedBy({ pid: process.pid, started: await startOf(process.pid) })
    const said: number[] = []
    const taken = takeState(workspace.state, (pid) => said.push(pid))
    await until(
      () => said.length > 0,
      SOON,
      () => 'Nothing was said',
    )
    rmSync(join(workspace.state, 'owner.json'))
    expect(await taken).toMatchObject({ kind: 'own' })
    expect(said).toEqual([process.pid])
  })

  it('is one alone, however many take the folder of one that is gone', async () => {
    using workspace = stateOwnedBy({ pid: process.pid, started: 'another time' })
    let owners = 0
    let most = 0
    const takeAndRelease = async () => {
      const taken = await takeState(workspace.state, () => {})
      if (taken.kind !== 'own') throw new Error('A server was found where there is none')
      most = Math.max(most, ++owners)
      await new Promise((passed) => setTimeout(passed, 20))
      owners--
      await taken.own[Symbol.asyncDispose]()
    }
    await Promise.all(Array.from({ length: 8 }, takeAndRelease))
    expect(most).toBe(1)
  })

  it('keeps its folder from other people of the machine', async () => {
    using workspace = new Workspace()
    await takeState(workspace.state, () => {})
    expect(statSync(workspace.state).mode & 0o777).toBe(0o700)
    expect(statSync(join(workspace.state, 'owner.json')).mode & 0o777).toBe(0o600)
  })
})
