import { expect, it } from 'vitest'
import { PAGES } from './magazine.ts'
import { describeInBrowser, visitor } from './visitor.ts'

const SHIFTS = `globalThis.shifts = []
new PerformanceObserver((list) => shifts.push(...list.getEntries().map(({ value }) => value)))
  .observe({ type: 'layout-shift', buffered: true })`

const PAINTED = `new Promise((painted) => new PerformanceObserver((list, observer) => {
  observer.disconnect()
  painted()
}).observe({ type: 'paint', buffered: true }))`

const FITS = `(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth)(document.querySelector('.ago'))`

const AGO = [
  ['2022-09-22T05:32:30Z', 'menit ini'],
  ['2022-09-22T05:35:30Z', '3 menit yang lalu'],
  ['2022-09-22T09:00:00Z', '3 jam yang lalu'],
  ['2022-09-22T16:59:00Z', '11 jam yang lalu'],
  ['2022-09-22T19:00:00Z', 'kemarin'],
  ['2022-09-23T16:59:00Z', 'kemarin'],
  ['2022-09-23T17:01:00Z', 'kemarin dulu'],
  ['2022-10-14T09:00:00Z', '3 minggu yang lalu'],
  ['2023-09-01T09:00:00Z', '11 bulan yang lalu'],
  ['2026-09-23T09:00:00Z', '4 tahun yang lalu'],
] as const

describeInBrowser.each([375, 1280])('the script at %d pixels', (width) => {
  const { open } = visitor()

  it.each([PAGES.front, PAGES.article, PAGES.arabic, PAGES.feed])(
    `a script that comes late moves nothing on %s at ${width} pixels`,
    async (path) => {
      const { page, mishaps } = await open({ width, before: SHIFTS })
      let release = () => {}
      const held = new Promise<void>((resolve) => {
        release = resolve
      })
      await page.route('**/page.js', async (route) => {
        await held
        await route.continue()
      })
      await page.goto(path, { waitUntil: 'commit' })
      await page.evaluate(PAINTED)
      const places = `[...document.querySelectorAll('main p, main h1, main h2, .addresses li')]
        .map((one) => Math.round(one.getBoundingClientRect().top * 10))`
      await page.waitForFunction(
        `document.readyState !== 'loading' && document.querySelectorAll('.addresses li').length > 0 && ${places}.length > 0`,
      )
      const before = await page.evaluate(places)
      // A page that arrives in parts may be laid out once more before it is whole.
      const early = await page.evaluate<number[]>('shifts.splice(0)')
      expect(early.reduce((sum, shift) => sum + shift, 0)).toBeLessThan(0.01)
      expect(await page.locator('.ago:not(:empty)').count()).toBe(0)
      release()
      await page.locator('.ago:not(:empty)').first().waitFor()
      expect(await page.evaluate(places)).toEqual(before)
      expect(await page.evaluate('shifts')).toEqual([])
      expect(mishaps).toEqual([])
      await page.context().close()
    },
  )
})

describeInBrowser('the script', () => {
  const { open } = visitor()

  it('the script says by the clock of the reader how long ago it was, in words that fit their place', async () => {
    const { page } = await open()
    for (const [now, text] of AGO) {
      await page.clock.setFixedTime(now)
      await page.goto(PAGES.article)
      await page.locator('.ago:not(:empty)').first().waitFor()
      expect(await page.locator('.ago').first().innerText(), now).toBe(text)
      // The page keeps a place for the words, and even the longest of them fit.
      expect(await page.evaluate(FITS), text).toBe(true)
    }
    await page.context().close()
  })

  it('the script speaks the language of the text around', async () => {
    const { page } = await open()
    await page.clock.setFixedTime('2026-09-23T09:00:00Z')
    await page.goto(PAGES.arabic)
    await page.locator('.ago:not(:empty)').first().waitFor()
    expect(await page.locator('.ago').first().innerText()).toBe('4 years ago')
    await page.context().close()
  })

  it('the script speaks the language of an article in a list', async () => {
    const { page } = await open()
    await page.clock.setFixedTime('2026-09-23T09:00:00Z')
    await page.goto(PAGES.front)
    const place = page.locator('.list > [lang="ar"] .ago:not(:empty)')
    await place.waitFor()
    expect(await place.innerText()).toBe('قبل 4 سنوات')
    await page.context().close()
  })

  it('the button beside an address copies it, and says so', async () => {
    const { page, mishaps } = await open({ permissions: ['clipboard-read', 'clipboard-write'] })
    await page.goto(PAGES.channel)
    await page.locator('summary').click()
    const button = page.getByRole('button', { name: 'Salin alamat Atom' })
    await button.click()
    const url = new URL('/tags/dunia/atom.xml', page.url()).href
    await page.getByRole('button', { name: 'Tersalin alamat Atom' }).waitFor()
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(url)
    expect(await page.getByRole('status').innerText()).toBe(`Tersalin: ${url}`)
    await button.waitFor()
    expect(mishaps).toEqual([])
    await page.context().close()
  })

  it('the button beside an address copies it where the clipboard may not be written to, too', async () => {
    const denied = "Object.defineProperty(navigator, 'clipboard', { value: undefined })"
    const { page } = await open({ before: denied })
    await page.goto(PAGES.channel)
    await page.locator('summary').click()
    await page.getByRole('button', { name: 'Salin alamat RSS' }).click()
    await page.getByRole('button', { name: 'Tersalin alamat RSS' }).waitFor()
    expect(await page.evaluate('String(getSelection())')).toBe(
      new URL('/tags/dunia/rss.xml', page.url()).href,
    )
    await page.context().close()
  })

  it('the one address is copied by the one button, and opened by what the device has', async () => {
    const userAgent = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15'
    for (const [agent, link] of [
      [undefined, /^https:\/\/feedly\.com\//],
      [userAgent, /^feed:http/],
    ] as const) {
      const { page } = await open({
        permissions: ['clipboard-read', 'clipboard-write'],
        ...(agent && { userAgent: agent }),
      })
      await page.goto(PAGES.channel)
      await page.getByRole('button', { name: 'Salin alamat umpan' }).click()
      await page.getByRole('button', { name: 'Tersalin' }).waitFor()
      expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
        new URL('/tags/dunia/rss.xml', page.url()).href,
      )
      expect(await page.locator('.open').getAttribute('href')).toMatch(link)
      await page.context().close()
    }
  })

  it('the link of an article is copied where the clipboard may not be written to, too', async () => {
    const denied = "Object.defineProperty(navigator, 'clipboard', { value: undefined })"
    const { page, mishaps } = await open({ before: denied })
    await page.goto(PAGES.article)
    await page.getByRole('button', { name: 'Salin tautan' }).click()
    await page.getByRole('button', { name: 'Tersalin' }).waitFor()
    expect(mishaps).toEqual([])
    await page.context().close()
  })
})
