import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { article, Command, run, Server, until, Workspace } from '../support/commands.ts'

/** The number of a process that has ended. */
const GONE = spawnSync(process.execPath, ['--version']).pid

/** A workspace with one article, and what a killed write has left beside it. */
function withLeftovers(...names: string[]): Workspace {
  const workspace = new Workspace({ 'articles/2022/09/satu.md': article('Satu') })
  for (const name of names) workspace.write(name, 'id: setengah')
  return workspace
}

const isThere = (workspace: Workspace, name: string) => existsSync(join(workspace.content, name))

describe('what a killed write has left behind in content/', () => {
  it('A sync takes away what writes of ended processes have left, in every folder', async () => {
    const names = [`.sources.yaml.${GONE}.tmp`, `articles/2022/09/.satu.md.${GONE}.tmp`]
    using workspace = withLeftovers(...names)
    expect(await run('sync', workspace)).toMatchObject({ code: 0 })
    for (const name of names) expect(isThere(workspace, name)).toBe(false)
    expect(isThere(workspace, 'articles/2022/09/satu.md')).toBe(true)
  })

  it('A sync leaves what a living process is writing, and takes it away where it is older than any write', async () => {
    const [young, old] = [`articles/.a.md.${process.pid}.tmp`, `articles/.b.md.${process.pid}.tmp`]
    using workspace = withLeftovers(young, old)
    const before = Date.now() / 1000 - 3600
    utimesSync(join(workspace.content, old), before, before)
    expect(await run('sync', workspace)).toMatchObject({ code: 0 })
    expect([isThere(workspace, young), isThere(workspace, old)]).toEqual([true, false])
  })

  it('A sync leaves files of other names, and does not go where a link leads', async () => {
    const names = ['articles/.x.tmp', `articles/x.${GONE}.tmp`, `articles/.x.md.${GONE}.tmp.md`]
    using workspace = withLeftovers(...names)
    const outside = join(workspace.state, '..', 'outside')
    mkdirSync(outside)
    writeFileSync(join(outside, `.a.md.${GONE}.tmp`), '')
    symlinkSync(outside, join(workspace.content, 'linked'))
    await run('sync', workspace)
    expect(names.map((name) => isThere(workspace, name))).toEqual([true, true, true])
    expect(existsSync(join(outside, `.a.md.${GONE}.tmp`))).toBe(true)
  })

  it('A server that starts takes it away too', async () => {
    const name = `articles/.satu.md.${GONE}.tmp`
    using workspace = withLeftovers(name)
    const server = await Server.start(workspace)
    expect(isThere(workspace, name)).toBe(false)
    server.signal('SIGTERM')
    await server.ended()
  }, 90_000)

  it('A check changes no file', async () => {
    const name = `articles/.satu.md.${GONE}.tmp`
    using workspace = withLeftovers(name)
    await run('check', workspace)
    expect(isThere(workspace, name)).toBe(true)
  })

  it('A sync that is killed while it mints ids leaves nothing that the next one does not take away', async () => {
    using workspace = new Workspace()
    for (let n = 0; n < 300; n++) workspace.write(`articles/2022/09/a${n}.md`, article(`Artikel ${n}`))
    const killed = new Command('sync', workspace)
    const isMinting = () => /^id: /m.test(workspace.read('articles/2022/09/a0.md'))
    await until(
      () => isMinting() || !killed.isAlive,
      30_000,
      () => killed.err,
    )
    killed.signal('SIGKILL')
    await killed.ended()
    workspace.write(`articles/2022/09/.a299.md.${killed.child.pid}.tmp`, '---\nid: ur')
    expect(await run('sync', workspace)).toMatchObject({ code: 0 })
    expect(isThere(workspace, `articles/2022/09/.a299.md.${killed.child.pid}.tmp`)).toBe(false)
  }, 120_000)
})
