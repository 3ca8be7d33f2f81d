import { mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { ContentFolder } from '../../src/cli/content-folder.ts'
import { type OpenDatabase, openLocal } from '../../src/cli/open-database.ts'
import { reportSync } from '../../src/cli/terminal.ts'
import { watchFolder } from '../../src/cli/watch.ts'
import { syncContent } from '../../src/ingest/content/sync.ts'
import { article, run, Server, until, Workspace } from '../support/commands.ts'

const MINUTES = 240_000

/** A folder of three articles. */
function workspaceOfThree(): Workspace {
  const names = ['satu', 'dua', 'tiga']
  return new Workspace(
    Object.fromEntries(names.map((name) => [`articles/2022/09/${name}.md`, article(name)])),
  )
}

/** Syncs as the command does, in one process: it takes seconds to begin. */
class Syncs implements AsyncDisposable {
  readonly #workspace: Workspace
  readonly #opened: OpenDatabase

  constructor(workspace: Workspace, opened: OpenDatabase) {
    this.#workspace = workspace
    this.#opened = opened
  }

  static async of(workspace: Workspace): Promise<Syncs> {
    const opened = await openLocal(workspace.state)
    if (!opened.ok) throw new Error(opened.failure)
    return new Syncs(workspace, opened.value)
  }

  async run(removeMany = false): Promise<{ code: number; out: string; err: string }> {
    const said = { out: '', err: '' }
    const say = (stream: 'out' | 'err') => (line: string) => {
      said[stream] += `${line}\n`
    }
    const content = new ContentFolder(this.#workspace.content)
    const options = { authority: 'warta.example', now: Date.now, progress: () => {}, removeMany }
    const outcome = await syncContent(this.#opened.db, content, options)
    const code = reportSync(outcome, content.name, { out: say('out'), err: say('err') })
    return { code, ...said }
  }

  [Symbol.asyncDispose](): PromiseLike<void> {
    return this.#opened[Symbol.asyncDispose]()
  }
}

describe('a content folder that is not all there', () => {
  it(
    'A sync of an emptied folder removes nothing, says what it would remove, and does it when that is confirmed',
    async () => {
      using workspace = workspaceOfThree()
      await using syncs = await Syncs.of(workspace)
      await syncs.run()
      rmSync(join(workspace.content, 'articles'), { recursive: true })
      mkdirSync(join(workspace.content, 'articles'))
      const stopped = await syncs.run()
      expect(stopped).toMatchObject({ code: 1, out: '' })
      expect(stopped.err.split('\n')).toEqual([
        '3 of 3 stored articles would be removed, because these files are gone:',
        ...['dua', 'satu', 'tiga'].map((name) => `  ${workspace.name}/articles/2022/09/${name}.md`),
        'Nothing was changed. Where that is meant, run npm run sync -- --remove-many (and --remote for the deployed site).',
        '',
      ])
      const { code, out } = await syncs.run(true)
      expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('0 new, 0 changed, 3 removed') })
    },
    MINUTES,
  )

  it(
    'A sync of a folder that is missing, can not be listed, or has links that lead out of it stops and removes nothing',
    async () => {
      using workspace = workspaceOfThree()
      const articles = join(workspace.content, 'articles')
      const away = join(workspace.state, '../away')
      await using syncs = await Syncs.of(workspace)
      await syncs.run()
      renameSync(articles, away)
      const missing = await syncs.run(true)
      expect(missing).toMatchObject({ code: 1, out: '' })
      expect(missing.err).toContain(`${workspace.name}/articles:1: is missing; make the folder`)

      writeFileSync(articles, 'no folder')
      const unreadable = await syncs.run(true)
      expect(unreadable).toMatchObject({ code: 1, out: '' })
      expect(unreadable.err).toContain(`${workspace.name}/articles:1: can't be listed: ENOTDIR`)

      rmSync(articles)
      symlinkSync(away, articles)
      const linked = await syncs.run(true)
      expect(linked.err).toContain(`${workspace.name}/articles:1: is a link that leads out of the folder`)

      unlinkSync(articles)
      renameSync(away, articles)
      symlinkSync('/etc/hosts', join(articles, '2022/09/rahasia.md'))
      symlinkSync('satu.md', join(articles, '2022/09/dalam.md'))
      const secret = await syncs.run()
      expect(secret).toMatchObject({ code: 1, out: '' })
      expect(secret.err).toContain(
        `${workspace.name}/articles/2022/09/rahasia.md:1: is a link that leads out`,
      )
      expect(secret.err).not.toContain('dalam.md')

      rmSync(join(articles, '2022/09/rahasia.md'))
      expect((await syncs.run()).out).toContain('3 articles')
    },
    MINUTES,
  )

  it(
    'A server whose folder is emptied keeps serving and says it, and removes the articles when that is confirmed',
    async () => {
      using workspace = workspaceOfThree()
      const server = await Server.start(workspace)
      try {
        rmSync(join(workspace.content, 'articles/2022'), { recursive: true })
        await server.says('3 of 3 stored articles would be removed')
        expect(await server.text('/rss.xml')).toContain('<title>satu</title>')
        expect(await run('sync', workspace)).toMatchObject({ code: 1, out: '' })
        expect((await run('sync', workspace, '--remove-many')).out).toContain('3 removed')
        expect((await server.get('/articles/satu')).status).toBe(410)
      } finally {
        server.signal('SIGKILL')
      }
    },
    MINUTES,
  )
})

describe('a folder that is watched', () => {
  it('A folder that can not be watched is said once, and does not end the process', async () => {
    const errors: unknown[] = []
    using _watch = watchFolder(
      '/dev/null/content',
      () => {},
      (error) => errors.push(error),
    )
    await sleep(1500)
    expect(errors).toHaveLength(1)
    expect(String(errors[0])).toContain('ENOTDIR')
  })

  it('A folder that comes back is watched again', async () => {
    using workspace = workspaceOfThree()
    const away = join(workspace.state, '../away')
    renameSync(workspace.content, away)
    let changes = 0
    using _watch = watchFolder(
      workspace.content,
      () => changes++,
      () => {},
    )
    renameSync(away, workspace.content)
    await until(
      () => changes > 0,
      5000,
      () => 'Its return was not seen',
    )
  })
})
