import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { PAGES } from './magazine.ts'
import { describeInBrowser, SCREENS, visitor } from './visitor.ts'

interface Finding {
  readonly id: string
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[]
}

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Asks axe for rules: all of them in the light. In the dark there are other colours, and nothing else is different. */
function run(colorScheme: string): string {
  const rules = colorScheme === 'light' ? RULES : { type: 'rule', values: ['color-contrast'] }
  // Of rules that hold it need not work out where each element is: that takes longer than the rules.
  const options = { runOnly: rules, resultTypes: ['violations'] }
  return `axe.run(document, ${JSON.stringify(options)}).then(({ violations, passes }) =>
    ({ violations, passed: passes.map(({ id }) => id) }))`
}

const HELD = ['color-contrast', 'target-size', 'region', 'html-has-lang', 'heading-order']

describeInBrowser('accessibility', () => {
  const { open, operator } = visitor()
  // One after the other in one window: opening another takes as long as looking at a page.
  let page: Page
  beforeAll(async () => {
    page = (await open({ httpCredentials: operator })).page
  })

  it.each(Object.entries({ ...PAGES, status: '/status' }))(
    'axe finds nothing on the page: %s',
    async (_, path) => {
      expect((await page.goto(path))?.status()).not.toBe(401)
      await page.locator('.scripted').waitFor()
      await page.evaluate(axe.source)
      // The dark has the same colours at every width.
      for (const { width, colorScheme } of SCREENS.filter(
        ({ width, colorScheme }) => width === 1280 || colorScheme === 'light',
      )) {
        await page.setViewportSize({ width, height: 800 })
        await page.emulateMedia({ colorScheme })
        const { violations, passed } = await page.evaluate<{ violations: Finding[]; passed: string[] }>(
          run(colorScheme),
        )
        const told = violations.flatMap(({ id, nodes }) =>
          nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary}`),
        )
        expect(told, `${width} ${colorScheme}`).toEqual([])
        const held = colorScheme === 'light' ? HELD : ['color-contrast']
        expect(passed).toEqual(expect.arrayContaining(held))
      }
    },
  )
})
