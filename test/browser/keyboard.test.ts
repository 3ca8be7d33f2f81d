import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { PAGES } from './magazine.ts'
import { describeInBrowser, visitor } from './visitor.ts'

interface Stop {
  readonly what: string
  readonly outline: number
  readonly inView: boolean
}

// The element that has the focus: what it is, how thick its ring, whether all of it can be seen.
const STOP = `(() => {
  const one = document.activeElement
  const { outlineStyle, outlineWidth } = getComputedStyle(one)
  const { top, bottom, width } = one.getBoundingClientRect()
  return {
    what: one === document.body ? '' : one.textContent.trim(),
    outline: outlineStyle === 'none' ? 0 : parseFloat(outlineWidth),
    inView: width > 1 && top >= 0 && bottom <= innerHeight,
  }
})()`

// What is folded away is no stop until it is unfolded.
const STOPS_IN_ORDER = `[...document.querySelectorAll('a[href], button, summary')]
  .filter((one) => one.checkVisibility()).map((one) => one.textContent.trim())`

describeInBrowser.each([375, 1280])('with the keyboard at %d pixels', (width) => {
  const { open } = visitor()
  let page: Page

  beforeAll(async () => {
    page = (await open({ width })).page
  })

  it.each([PAGES.channel, PAGES.article, PAGES.search, PAGES.tags, PAGES.problem])(
    `with the keyboard at ${width} pixels everything of %s is reached in the order of the page, and seen`,
    async (path) => {
      await page.goto(path)
      await page.locator(':root.scripted').waitFor()
      const expected = await page.evaluate<string[]>(STOPS_IN_ORDER)
      const stops: Stop[] = []
      for (let count = 0; count < expected.length; count++) {
        await page.keyboard.press('Tab')
        stops.push(await page.evaluate<Stop>(STOP))
      }
      // A wide code or table may be a stop as well, so that it can be scrolled.
      const links = stops.filter(({ what }) => expected.includes(what))
      expect(links.map(({ what }) => what)).toEqual(expected.slice(0, links.length))
      expect(links.length).toBeGreaterThanOrEqual(expected.length - 2)
      for (const { what, outline, inView } of links) {
        expect(outline, what).toBeGreaterThanOrEqual(2)
        expect(inView, what).toBe(true)
      }
    },
  )

  it(`with the keyboard at ${width} pixels the first stop leads past everything to the text`, async () => {
    await page.goto(PAGES.article)
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent.trim()')).toBe('Langsung ke isi')
    expect(await page.evaluate<Stop>(STOP)).toMatchObject({ inView: true })
    await page.keyboard.press('Enter')
    expect(await page.evaluate('document.activeElement.id')).toBe('main')
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent.trim()')).toBe('Beranda')
  })

  it(`with the keyboard at ${width} pixels a slash leads to the search, but not while something is typed`, async () => {
    await page.goto(PAGES.article)
    await page.locator(':root.scripted').waitFor()
    await page.keyboard.press('/')
    expect(await page.evaluate('document.activeElement.name')).toBe('q')
    await page.keyboard.type('a/b')
    expect(await page.evaluate('document.activeElement.value')).toBe('a/b')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/search?q=a%2Fb')
  })
})
