import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readSiteFile } from '../../../../src/ingest/content/site-file.ts'
import { usualMark } from '../../../../src/ingest/content/site-looks.ts'
import { PAPERS } from '../../../../src/model/contrast.ts'
import { formatFault } from '../../../../src/model/result.ts'
import { DEFAULT_SITE } from '../../../../src/model/site.ts'
import { MemoryContent } from '../../../support/memory-content.ts'

const MARK = usualMark('#006633')

async function read(text: string, files: Record<string, string | Uint8Array> = {}) {
  const site = await readSiteFile(new MemoryContent({ 'site.yaml': text, ...files }))
  return site.ok ? site.value : { faults: site.failure.map(formatFault).join('\n') }
}
async function built(text: string, files: Record<string, string | Uint8Array> = {}) {
  const site = await read(text, files)
  if ('faults' in site) throw new Error(site.faults)
  const decoded = (content: string | Uint8Array) =>
    typeof content === 'string' ? content : new TextDecoder().decode(content)
  const css = site.assets.map((asset) => ('content' in asset ? decoded(asset.content) : '')).join('\n')
  return { looks: site.site.looks, assets: site.assets, css }
}
const pathsIn = (looks: object): string[] =>
  Object.values(looks).flatMap((one) => (typeof one === 'string' ? [one] : pathsIn(one)))

/** The first bytes of a PNG of that size, which is all that tells it. */
function pngOf(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(64)
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52])
  const view = new DataView(bytes.buffer)
  view.setUint32(16, width)
  view.setUint32(20, height)
  return bytes
}

describe('the looks of a site', () => {
  it('A site that says nothing of its looks needs no file', async () => {
    const { looks, assets } = await built('name: x')
    expect(looks).toEqual(DEFAULT_SITE.looks)
    expect(assets).toEqual([])
  })

  it('Every name that the looks say is that of a file, and holds a digest of what it is made of', async () => {
    const text = 'name: x\nlanguages: [id]\naccent: "#006633"\nfont: sans\nicon: icon.svg\nlogo: logo.png\n'
    const files = { 'icon.svg': MARK, 'logo.png': pngOf(300, 80) }
    const { looks, assets } = await built(text, files)
    expect(pathsIn(looks).sort()).toEqual(assets.map(({ path }) => path).sort())
    for (const { path } of assets)
      expect(path).toMatch(/^\/site\/[a-z]+-[0-9a-f]{10}[\w.-]*\.(?:css|png|svg)$/)
    expect((await built(text, files)).looks).toEqual(looks)
    const other = await built(text.replace('006633', '004422'), files)
    expect(other.looks.theme).not.toBe(looks.theme)
    expect(other.looks.icons.large).not.toBe(looks.icons.large)
    const edited = await built(text, { ...files, 'icon.svg': `${MARK}\n` })
    expect(edited.looks.icons.vector).not.toBe(looks.icons.vector)
    expect(edited.looks.theme).toBe(looks.theme)
  })

  it('The accent of each theme is in the style sheet, and the letters are those that were chosen', async () => {
    const { css } = await built('name: x\naccent: { light: "#006633", dark: "#aaffcc" }\nfont: sans')
    expect(css).toContain(':root{--accent:#006633;--serif:var(--sans)}')
    expect(css).toContain('@media (prefers-color-scheme:dark){:root{--accent:#aaffcc}}')
    expect(css).toContain(':root::before{border-color:#006633}')
  })

  it('A site with an accent and no icon has the usual mark in its colour', async () => {
    const { looks, css } = await built('name: x\naccent: "#006633"')
    expect(looks.icons.vector).toMatch(/^\/site\/icon-/)
    expect(css).toContain(MARK)
  })

  it('A raw feed is explained in the languages of the site and in no other', async () => {
    const indonesian = await built('name: x\nlanguages: [id]')
    expect(indonesian.css).toContain('@import "/feed.css";:root::before{content:"Ini umpan berita')
    expect(indonesian.css).not.toContain('This is a news feed')
    expect((await built('name: x\nlanguages: [en-GB, sw]')).assets).toEqual([])
  })

  it.each([
    ['icon: icon.svg', {}, 'content/icon.svg is not there; mend the path'],
    ['icon: icon.svg', { 'icon.svg': 'no image' }, 'content/icon.svg is no SVG and no PNG image'],
    ['icon: a.png', { 'a.png': pngOf(64, 64) }, 'content/a.png is 64 x 64 pixels; the largest icon has 512'],
    ['icon: a.png', { 'a.png': pngOf(600, 512) }, 'content/a.png is 600 x 512 pixels; an icon is square'],
    ['logo: a.png', { 'a.png': new Uint8Array(2_000_001) }, 'content/a.png is larger than 2000000 bytes'],
    ['icon: ../a.png', {}, 'icon: is no path of an SVG or PNG file in the content folder'],
    ['logo: a.gif', {}, 'logo: is no path of an SVG or PNG file in the content folder'],
  ])('A file that is no image for the purpose is a fault at its line: %s', async (line, files, fault) => {
    const site = await read(`name: x\n${line}\n`, files as Record<string, string | Uint8Array>)
    if (!('faults' in site)) throw new Error('No fault was found')
    expect(site.faults).toMatch(/^content\/site\.yaml:2: (?:icon|logo): /)
    expect(site.faults).toContain(fault)
  })
})

describe('what the usual site looks like', () => {
  it('The papers against which accents are checked, and the usual accent, are those of the style sheet', () => {
    const css = readFileSync('src/pages/browser/styles/base.css', 'utf8')
    expect([...css.matchAll(/--paper: (#\w+)/g)].map(([, colour]) => colour)).toEqual(Object.values(PAPERS))
    const accents = [...css.matchAll(/--accent: (#\w+)/g)].map(([, colour]) => colour)
    expect(accents).toEqual(Object.values(DEFAULT_SITE.accent))
  })

  it('The usual icon is the usual mark in the usual accent', () => {
    const svg = readFileSync('src/pages/browser/icons/icon.svg', 'utf8')
    expect(svg).toBe(usualMark(DEFAULT_SITE.accent.light))
  })
})
