import { expect, it } from 'vitest'
import { PAGES } from './magazine.ts'
import { describeInBrowser, visitor } from './visitor.ts'

const FETCH = (path: string) => `fetch(${JSON.stringify(path)}).then(async (response) =>
  [response.headers.get('Content-Type'), (await response.text()).slice(0, 5)])`

const VISIBLE = (selector: string) => `[...document.querySelectorAll(${JSON.stringify(selector)})]
  .filter((one) => one.getClientRects().length > 0).map((one) => one.textContent)`

describeInBrowser('a feed in a browser', () => {
  const { open } = visitor()

  it('the address of a feed gives a page to a person and the feed to a script, whichever comes first', async () => {
    const { page, mishaps } = await open()
    for (const order of ['page first', 'feed first']) {
      const path = `/rss.xml?${new URLSearchParams({ utm_source: order })}`
      if (order === 'page first') {
        await page.goto(path)
        expect(await page.locator('.headlines a').first().innerText()).toBe('Rusia dan China Sepakat')
      }
      // From a document that forbids no connection, of the same site.
      await page.goto('/robots.txt')
      for (const _ of [1, 2]) {
        expect(await page.evaluate(FETCH(path))).toEqual(['application/rss+xml; charset=utf-8', '<?xml'])
      }
      await page.goto(path)
      expect(await page.evaluate('document.contentType')).toBe('text/html')
      await page.reload()
      expect(await page.locator('.headlines a').count()).toBe(20)
    }
    expect(mishaps).toEqual([])
    await page.context().close()
  })

  it('the page at the address of a feed leads to its articles and to its bytes', async () => {
    const { page } = await open()
    await page.goto(PAGES.feed)
    await page.getByRole('link', { name: 'Lihat RSS mentah' }).click()
    expect(page.url()).toBe(new URL(`${PAGES.feed}?raw`, page.url()).href)
    expect(await page.locator('body').innerText()).toContain('<rss version="2.0"')
    await page.goBack()
    await page.locator('.headlines a').first().click()
    expect(await page.locator('h1').innerText()).toBe('Rusia dan China Sepakat')
    await page.context().close()
  })

  it.each([
    ['RSS', '/tags/dunia/rss.xml', 'item', 'guid, encoded, category, ttl, generator'],
    ['Atom', '/tags/dunia/atom.xml', 'entry', 'id, content, category, generator, source'],
  ])('a feed can be read where %s is shown as XML', async (_, path, entry, noise) => {
    const { page } = await open()
    // Chromium shows the media types of feeds as plain text; other programs show them as what they are.
    await page.route(/[?]raw$/, async (route) => {
      const response = await route.fetch()
      const headers = { ...response.headers(), 'content-type': 'text/xml; charset=utf-8' }
      await route.fulfill({ response, headers })
    })
    await page.goto(`${path}?raw`)
    expect(await page.evaluate(VISIBLE(`${entry} > title`))).toHaveLength(25)
    expect(
      await page.evaluate(VISIBLE(`${entry} > ${entry === 'item' ? 'description' : 'summary'}`)),
    ).toHaveLength(25)
    expect(await page.evaluate(VISIBLE(noise))).toEqual([])
    const style = (selector: string, name: string) =>
      page.evaluate(`getComputedStyle(document.querySelector('${selector}')).${name}`)
    expect(await style(`${entry} > title`, 'display')).toBe('block')
    expect(await style(`${entry} > title`, 'fontWeight')).toBe('700')
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    await page.context().close()
  })
})
