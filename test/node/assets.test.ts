import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { imageSize } from 'image-size'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CODE_ALONE, publishAssets } from '../../src/cli/assets.ts'
import { ContentFolder } from '../../src/cli/content-folder.ts'
import { readSiteFile } from '../../src/ingest/content/site-file.ts'
import { ICONS } from '../../src/pages/browser/index.ts'
import { headersOf } from '../../src/serve/asset-headers.ts'
import { Workspace } from '../support/commands.ts'

const folder = mkdtempSync(join(tmpdir(), 'warta-assets-'))

// Every icon and picture is drawn.
beforeAll(() => publishAssets(new ContentFolder(resolve('content')), folder), 60_000)
afterAll(() => rmSync(folder, { recursive: true }))

/** The headers that a `_headers` file gives a path, as Cloudflare reads it. */
function headersIn(file: string, path: string): [name: string, value: string][] {
  const found: [string, string][] = []
  let matches = false
  for (const line of file.split('\n')) {
    if (line.startsWith('/'))
      matches = new RegExp(`^${line.replaceAll('.', '\\.').replace('*', '.*')}$`).test(path)
    const [, name = '', value = ''] = /^ {2}([\w-]+): (.+)$/.exec(line) ?? []
    if (matches && name) found.push([name, value])
  }
  return found
}

describe('the static assets', () => {
  it('have the style sheet, the headers and every icon that pages and feeds name', () => {
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['style.css', '_headers', ...ICONS]))
    expect(readdirSync('src/pages/browser/icons').sort()).toEqual([...ICONS].sort())
  })

  it('have headers by which Cloudflare serves them as the local server does, each said once', () => {
    const file = readFileSync(join(folder, '_headers'), 'utf8')
    for (const path of [
      ...readdirSync(folder).filter((name) => name.includes('.')),
      'media/2022/09/x.1f2e3d4c.png',
    ]) {
      const said = headersIn(file, `/${path}`)
      expect(new Set(said.map(([name]) => name)).size).toBe(said.length)
      expect(Object.fromEntries(said)).toEqual(headersOf(`/${path}`))
      expect(headersOf(`/${path}`)).toMatchObject({
        'X-Content-Type-Options': 'nosniff',
        'Access-Control-Allow-Origin': '*',
        'Cache-Control': expect.stringMatching(/^public, max-age=\d+/),
      })
    }
    expect(headersOf('/icon.svg')['Content-Security-Policy']).toMatch(/^default-src 'none'/)
  })

  it.each([
    ['icon-144.png', 144],
    ['icon-192.png', 192],
    ['icon-512.png', 512],
    ['apple-touch-icon.png', 180],
  ])('have %s as a small square of %i pixels', (file, size) => {
    const bytes = readFileSync(join(folder, file))
    expect(imageSize(bytes)).toMatchObject({ type: 'png', width: size, height: size })
    expect(bytes.length).toBeLessThan(10_000)
  })

  it('have a favicon in the sizes of tabs', () => {
    const { type, images } = imageSize(readFileSync(join(folder, 'favicon.ico')))
    expect(type).toBe('ico')
    expect(images?.map(({ width }) => width)).toEqual([16, 32, 48])
  })
})

describe('the files that are built for the site', () => {
  it('are there under every name that the site knows, in the size that each says, and kept for good', async () => {
    const read = await readSiteFile(new ContentFolder(resolve('content')))
    if (!read.ok) throw new Error('content/site.yaml is faulty')
    const { icons, feedStyle } = read.value.site.looks
    for (const path of [...Object.values(icons), feedStyle]) {
      expect(readFileSync(join(folder, path)).length, path).toBeGreaterThan(100)
      expect(headersOf(path)['Cache-Control']).toBe('public, max-age=31536000, immutable')
    }
    const sizes = { favicon: 32, small: 144, apple: 180, medium: 192, large: 512, maskable: 512 } as const
    for (const [name, size] of Object.entries(sizes)) {
      const bytes = readFileSync(join(folder, icons[name as keyof typeof sizes] ?? ''))
      expect(imageSize(bytes), name).toMatchObject({ type: 'png', width: size, height: size })
    }
  })
})

describe('the build command, where site.yaml is faulty', () => {
  const project = mkdtempSync(join(tmpdir(), 'warta-build-'))
  afterAll(() => rmSync(project, { recursive: true }))

  const build = (env: NodeJS.ProcessEnv) =>
    spawnSync('node', [resolve('src/cli/assets.ts')], {
      cwd: project,
      encoding: 'utf8',
      env: { ...process.env, ...env },
    })

  it('says so in a line, and has nothing to do with it where the code alone is bundled, as for npm start', () => {
    mkdirSync(join(project, 'content'))
    writeFileSync(join(project, 'content/site.yaml'), 'name: Kabar\nlanguages: [id]\nicon: icon.svg\n')
    const fault =
      'content/site.yaml:3: icon: content/icon.svg is not there; mend the path or put the file into the content folder\n'
    expect(build({})).toMatchObject({ status: 1, stderr: fault })
    expect(build({ [CODE_ALONE]: '1' })).toMatchObject({ status: 0, stderr: '' })
    expect(readdirSync(join(project, 'dist/assets'))).toContain('style.css')
  })
})

describe('a film or a sound beside an article', () => {
  it('is published under a name that holds its digest, with its type and length', async () => {
    using workspace = new Workspace({ 'articles/2022/09/media/Siniar Satu.MP3': 'not really a sound' })
    const assets = mkdtempSync(join(tmpdir(), 'warta-sounds-'))
    const content = new ContentFolder(workspace.content)
    const found = content.findMedia('articles/2022/09/a.md', 'media/Siniar Satu.MP3')
    expect(found).toMatchObject({ ok: true, value: { type: 'audio/mpeg', length: 18 } })
    await content.publishMedia(assets)
    const path = found.ok ? found.value.path : ''
    expect(path).toMatch(/^\/media\/2022\/09\/siniar-satu\.[\da-f]{8}\.mp3$/)
    expect(readFileSync(join(assets, path), 'utf8')).toBe('not really a sound')
    rmSync(assets, { recursive: true })
  })
})
