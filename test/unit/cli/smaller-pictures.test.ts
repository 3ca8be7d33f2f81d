import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ContentFolder } from '../../../src/cli/content-folder.ts'
import { drawCard } from '../../../src/cli/draw-card.ts'
import { DEFAULT_SITE } from '../../../src/model/site.ts'
import { articleCard, CARD_SIZE, siteCard } from '../../../src/words/card-text.ts'
import { plainArticle } from '../../support/article.ts'
import { png } from '../../support/png.ts'

const root = mkdtempSync(join(tmpdir(), 'warta-pictures-'))
const media = join(root, 'content/articles/2022/09/media')
const assets = join(root, 'assets')

beforeAll(() => {
  mkdirSync(media, { recursive: true })
  writeFileSync(join(media, 'besar.png'), png(1200, 800))
  writeFileSync(join(media, 'kecil.png'), png(300, 200))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

async function publish(): Promise<readonly string[]> {
  const published = await new ContentFolder(join(root, 'content')).publishMedia(assets)
  if (!published.ok) throw new Error(JSON.stringify(published.failure))
  return published.value
}

describe('the pictures of a content folder', () => {
  it('a picture is kept in the widths that are smaller than its own, as WebP of that width', async () => {
    const paths = await publish()
    expect(paths.map((path) => path.replace(/\.[0-9a-f]{8}\./, '.#.')).sort()).toEqual([
      '/media/2022/09/besar.#.480.webp',
      '/media/2022/09/besar.#.960.webp',
      '/media/2022/09/besar.#.png',
      '/media/2022/09/kecil.#.png',
    ])
    for (const path of paths.filter((one) => one.endsWith('.webp'))) {
      const { format, width, height } = await sharp(join(assets, path)).metadata()
      expect([format, width, height]).toEqual(['webp', ...(path.includes('480') ? [480, 320] : [960, 640])])
    }
  })

  it('what an article is told of a picture names those very widths', () => {
    const found = new ContentFolder(join(root, 'content')).findMedia(
      'articles/2022/09/a.md',
      'media/besar.png',
    )
    expect(found.ok && found.value).toMatchObject({ width: 1200, height: 800, widths: [480, 960] })
  })

  it('a picture that was made already is not made again', async () => {
    const times = async () => (await publish()).map((path) => statSync(join(assets, path)).mtimeMs)
    expect(await times()).toEqual(await times())
  })

  it('a file that looks like a picture and is cut short is served all the same', async () => {
    writeFileSync(join(media, 'rusak.png'), png(1000, 700).subarray(0, 60))
    const paths = (await publish()).filter((path) => path.includes('rusak'))
    expect(paths).toHaveLength(3)
    for (const path of paths) expect(statSync(join(assets, path)).size).toBeGreaterThan(0)
  })
})

describe('a card for link previews', () => {
  const article = plainArticle({ title: `"Judul" & <panjang> ${'kata '.repeat(60)}`, slug: 'é' })

  it.each([
    ['of an article, however long its title', articleCard(article, DEFAULT_SITE)],
    [
      'of an article from right to left',
      articleCard({ ...article, language: 'ar', title: 'قمة سمرقند' }, DEFAULT_SITE),
    ],
    ['of the site', siteCard(DEFAULT_SITE)],
  ])('a card is a picture of the size that previews want: %s', async (_, card) => {
    const path = await drawCard(card, assets)
    expect(path).toBe(decodeURIComponent(card.path))
    const { format, width, height } = await sharp(join(assets, path)).metadata()
    expect({ format, width, height }).toEqual({ format: 'png', ...CARD_SIZE })
  })

  it('a card has another address where it shows something else', () => {
    const path = articleCard(article, DEFAULT_SITE).path
    expect(articleCard(article, DEFAULT_SITE).path).toBe(path)
    for (const other of [{ title: 'Lain' }, { language: 'en' }, { authors: [] }]) {
      expect(articleCard({ ...article, ...other }, DEFAULT_SITE).path).not.toBe(path)
    }
    expect(articleCard(article, { ...DEFAULT_SITE, name: 'Kabar' }).path).not.toBe(path)
  })
})
