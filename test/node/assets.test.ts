import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { imageSize } from 'image-size'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishAssets } from '../../src/cli/assets.ts'
import { ContentFolder } from '../../src/cli/content-folder.ts'
import { ICONS } from '../../src/pages/browser/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'warta-assets-'))

beforeAll(() => publishAssets(new ContentFolder(resolve('content')), folder))
afterAll(() => rmSync(folder, { recursive: true }))

describe('the static assets', () => {
  it('have the style sheet, the headers and every icon that pages and feeds name', () => {
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['style.css', '_headers', ...ICONS]))
    expect(readdirSync('src/pages/browser/icons').sort()).toEqual([...ICONS].sort())
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
