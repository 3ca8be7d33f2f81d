import type { Page, Response } from 'playwright-core'
import { expect, it } from 'vitest'
import { PAGES } from './magazine.ts'
import { describeInBrowser, visitor } from './visitor.ts'

const PATHS = Object.entries(PAGES)
const WEIGHT = 60 * 1024

/** Opens a page. Returns what it loads, but for images, with its bytes. */
async function weigh(page: Page, path: string): Promise<[type: string, bytes: number][]> {
  const weights: Promise<[type: string, bytes: number]>[] = []
  const add = (response: Response) => {
    const type = response.request().resourceType()
    if (type !== 'image') weights.push(response.body().then((body) => [type, body.length]))
  }
  page.on('response', add)
  await page.goto(path, { waitUntil: 'load' })
  await page.locator('.scripted').waitFor()
  // What comes later, such as the manifest, may still be under way when the page is closed.
  page.off('response', add)
  return Promise.all(weights)
}

describeInBrowser('a page', () => {
  const { open } = visitor()

  it.each(PATHS)(
    'a page never scrolls sideways, and weighs at most 60 KB uncompressed: %s',
    async (_, path) => {
      const { page, mishaps } = await open()
      const parts = await weigh(page, path)
      for (const type of ['document', 'stylesheet', 'script']) {
        expect(parts.find(([one]) => one === type)?.[1], type).toBeGreaterThan(500)
      }
      expect(parts.reduce((sum, [, bytes]) => sum + bytes, 0)).toBeLessThanOrEqual(WEIGHT)
      for (const width of [1280, 375, 320]) {
        await page.setViewportSize({ width, height: 800 })
        const wide = await page.evaluate<string[]>(`[...document.querySelectorAll('body *')]
        .filter((one) => !one.closest('.body table, .unseen') && one.getBoundingClientRect().right > ${width} + 0.5)
        .map((one) => one.outerHTML.slice(0, 80))`)
        expect(wide, String(width)).toEqual([])
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
      }
      expect(mishaps).toEqual([])
      await page.context().close()
    },
  )

  it('a page is dark where a person likes that, and prints black on white', async () => {
    const colours = async (page: Awaited<ReturnType<typeof open>>['page']) =>
      page.evaluate<number[]>(
        `['backgroundColor', 'color'].map((name) =>
          getComputedStyle(document.documentElement)[name].match(/\\d+/g).slice(0, 3).reduce((a, b) => a + +b, 0) / 3)`,
      )
    const { page } = await open({ colorScheme: 'dark' })
    await page.goto('/')
    const [darkPaper = 255, darkInk = 0] = await colours(page)
    expect(darkPaper).toBeLessThan(40)
    expect(darkInk).toBeGreaterThan(200)
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    expect(await colours(page)).toEqual([255, 0])
    expect(await page.locator('aside').isVisible()).toBe(false)
    await page.context().close()
  })
})

describeInBrowser('without JavaScript', () => {
  const { open } = visitor()

  it('without JavaScript everything can be read, and nothing is shown that does nothing', async () => {
    const { page, mishaps } = await open({ javaScriptEnabled: false })
    await page.goto(PAGES.article)
    expect(await page.locator('time').first().innerText()).toBe('Kamis, 22 September 2022, 12.32 WIB')
    expect(await page.locator('figcaption small').innerText()).toBe('Foto: Alexandr Demyanchuk, Sputnik')
    expect(await page.locator('.closing .credit').innerText()).toBe(
      'Disarikan oleh Warta dari laporan Lintar Satria (editor Friska Yolandha), Republika; sumber: Reuters.',
    )
    expect(await page.locator('.copy:visible').count()).toBe(0)
    expect(await page.locator('.ago:visible').count()).toBe(0)
    const address = page.locator('.main-address code')
    expect(await address.innerText()).toBe(new URL('/rss.xml', page.url()).href)
    await page.locator('.subscribe summary').click()
    expect(await page.locator('.addresses code:visible').count()).toBe(3)
    await page.goto('/')
    expect(await page.locator('.list > li').count()).toBe(20)
    await page.locator('a[rel="next"]').click()
    expect(await page.locator('.list > li').count()).toBe(6)
    expect(mishaps).toEqual([])
    await page.context().close()
  })
})
