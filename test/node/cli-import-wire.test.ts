import { afterAll, expect, it } from 'vitest'
import { run, Workspace } from '../support/commands.ts'
import { newsml, ninjs, type Said } from '../support/wire-items.ts'

const workspace = new Workspace()
const [ONE, TWO] = ['articles/2022/09/kabar-kawat.md', 'articles/2022/09/kawat-kedua.md']

afterAll(() => workspace[Symbol.dispose]())

/** Imports a wire item, and another one in another format. */
function importing(one: Said, two: Said, uri = 'urn:wire:ninjs:1') {
  workspace.write('../satu.json', ninjs(one).replace('urn:wire:ninjs:1', uri))
  workspace.write('../dua.xml', newsml({ headline: 'Kawat kedua', ...two }))
  const files = [workspace.path('satu.json'), workspace.path('dua.xml')]
  return run('import', workspace, '--out', workspace.content, '--force', ...files)
}

it('import holds what is under an embargo or withheld by its file, and frees it with the next version', async () => {
  const held = await importing({ embargo: '2099-01-01T09:00:00+07:00' }, { status: 'withheld' })
  expect(held).toMatchObject({
    code: 0,
    err: '',
    out: expect.stringContaining('2 articles imported, 0 fail'),
  })
  expect(held.out).toContain('It is embargoed until 2099-01-01T09:00:00+07:00.')
  expect(workspace.read(ONE)).toMatch(/^embargo: '?2099-01-01T09:00:00\+07:00'?$/m)
  expect(workspace.read(TWO)).toMatch(/^embargo: until further notice$/m)

  const free = await importing({ version: 2 }, { version: 2 })
  expect(free).toMatchObject({ code: 0, err: '' })
  expect(workspace.read(ONE) + workspace.read(TWO)).not.toContain('embargo')
})

it('import withdraws the article of a canceled item by its file, once, and has none for one that it does not know', async () => {
  const status = 'canceled'
  const canceled = await importing({ version: 3, status }, { version: 3, status })
  expect(canceled).toMatchObject({ code: 0, err: '' })
  expect(canceled.out).toContain(`${ONE}: withdrawn. Its status is canceled: it must not be published.`)
  const text = workspace.read(TWO)
  expect(text).toMatch(/^withdrawn:\n {2}kind: kill\n {2}reason: ['"]?Its status is canceled/m)

  const again = await importing({ status }, { version: 3, status }, 'urn:wire:ninjs:9')
  expect(again).toMatchObject({
    code: 1,
    err: expect.stringContaining('urn:wire:ninjs:9: Its status is canc'),
  })
  expect(workspace.read(TWO)).toBe(text)
  expect(await run('check', workspace)).toMatchObject({ code: 0 })
})
