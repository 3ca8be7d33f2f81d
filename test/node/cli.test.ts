import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { article, Command, run, Workspace } from '../support/commands.ts'

const SATU = 'articles/2022/09/satu.md'
const DUA = 'articles/2022/09/dua.md'

describe('check', () => {
  it('check prints a line for each fault, with file, line and field, and exits 1', async () => {
    using workspace = new Workspace({
      [SATU]: article('Satu', 'colour: red\ntags: a, b\n').replace('publisher: republika', 'publisher: tass'),
      [DUA]: article('Dua').replace('+07:00', ''),
    })
    const { code, out, err } = await run('check', workspace)
    expect(code).toBe(1)
    expect(out).toBe('')
    const [dua, satu] = [`${workspace.name}/${DUA}`, `${workspace.name}/${SATU}`]
    expect(err.split('\n')).toEqual([
      expect.stringMatching(`${dua}:4: published: is not a date-time with its offset; write it such as`),
      expect.stringMatching(`${satu}:8: tags: is not a list; write`),
      expect.stringMatching(`${satu}:7: colour: is not a field that is known here; take it out`),
      expect.stringMatching(`${satu}:5: publisher: "tass" is no source of sources.yaml; add it there`),
      `4 faults in ${workspace.name}/.`,
      '',
    ])
  })

  it('check tells of articles without an id, writes nothing and exits 0 where nothing is wrong', async () => {
    using workspace = new Workspace({ [SATU]: article('Satu') })
    const { code, out, err } = await run('check', workspace)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toBe(
      `${workspace.name}/${SATU}: has no id yet; sync will mint one\n1 article in ${workspace.name}/, no faults.\n`,
    )
    expect(workspace.read(SATU)).toBe(article('Satu'))
  })

  it('check tells of what no reader will see of an article, without calling it a fault', async () => {
    const svg = '<svg><path d="M0 0"/></svg>'
    const shown = '<iframe src="https://player.vimeo.com/video/1"></iframe>'
    using workspace = new Workspace({ [SATU]: `${article('Satu')}\n\n${svg}${svg}\n\n${shown}\n` })
    const { code, out } = await run('check', workspace)
    expect(code).toBe(0)
    expect(out.split('\n')[0]).toBe(
      `${workspace.name}/${SATU}: shows nothing of 2 times <svg>, which feed readers leave out`,
    )
    expect(out).not.toContain('iframe')
  })

  it('check refuses an option that it does not know, in one line', async () => {
    using workspace = new Workspace()
    const { code, err } = await run('check', workspace, '--colour')
    expect(code).toBe(1)
    expect(err).toMatch(/^warta: .*--colour.*\n$/)
  })
})

describe('sync', () => {
  it('sync stores all, then finds nothing to write, then refuses faults, then stores what changed', async () => {
    const files = { 'site.yaml': 'name: Warta\n', [SATU]: article('Satu'), [DUA]: article('Dua') }
    using workspace = new Workspace(files)
    const first = await run('sync', workspace)
    expect(first).toMatchObject({ code: 0, err: '' })
    expect(first.out).toMatch(
      /^2 articles in \S+ stored: 2 new, 0 changed, 0 removed \(revision \d{13}\)\.\n/,
    )
    expect(workspace.read(SATU)).toMatch(/^---\nid: tag:[^\n]+,2022-09-20:satu\ntitle: Satu\n/)

    const second = await run('sync', workspace)
    expect(second).toMatchObject({ code: 0, err: '' })
    const [revision] = /\(revision \d+\)/.exec(first.out) ?? []
    expect(second.out).toBe(
      `2 articles in ${workspace.name}/, all stored already; nothing to write ${revision}.\n`,
    )

    workspace.write(SATU, workspace.read(SATU).replace('Isi', 'Inti'))
    workspace.write(DUA, article('""'))
    const faulty = await run('sync', workspace)
    expect(faulty).toMatchObject({ code: 1, out: '' })
    expect(faulty.err).toBe(
      `${workspace.name}/${DUA}:2: title: is empty; fill it in or leave the field out\n` +
        `1 fault in ${workspace.name}/; nothing was changed.\n`,
    )
    expect(workspace.read(DUA)).toBe(article('""'))

    // Were the faulty run to have stored the first file, nothing of it would be left to change.
    workspace.remove(DUA)
    expect((await run('sync', workspace)).out).toContain(
      'stored: 0 new, 1 changed, 1 removed, 1 updated at the time of this sync',
    )
  })

  it('Two syncs started at once, beside the lock of a process that is gone, work one after the other', async () => {
    const texts = {
      'articles/unix.md': article('Unix'),
      'articles/windows.md': `\uFEFF${article('Windows').replaceAll('\n', '\r\n')}`,
      'articles/mac.md': article('Mac').replaceAll('\n', '\r'),
    }
    using workspace = new Workspace(texts)
    const gone = new Command('check', workspace, '--no-such-option')
    await gone.ended()
    mkdirSync(workspace.state)
    writeFileSync(join(workspace.state, 'owner.json'), JSON.stringify({ pid: gone.child.pid }))
    const both = await Promise.all([run('sync', workspace), run('sync', workspace)])
    expect(both.map(({ code }) => code)).toEqual([0, 0])
    const said = both.map(({ out }) => out).join('')
    expect(said).toContain('3 new, 0 changed')
    expect(said).toContain('nothing to write')
    expect(existsSync(join(workspace.state, 'owner.json'))).toBe(false)

    // The id is put in with the line ends of the file, whose other bytes stay.
    for (const [path, lineEnd] of [
      ['articles/unix.md', '\n'],
      ['articles/windows.md', '\r\n'],
      ['articles/mac.md', '\r'],
    ] as const) {
      const id = `id: tag:warta.example,2022-09-20:${basename(path, '.md')}${lineEnd}`
      expect(workspace.read(path)).toBe(texts[path].replace(`---${lineEnd}`, `---${lineEnd}${id}`))
    }
  })
})
