import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, inject } from 'vitest'

const site = inject('site')

/** A group of tests that need a browser; left out where there is none. */
export const describeInBrowser = describe.skipIf(!site)

/** The two widths and the two colour schemes in which pages are looked at. */
export const SCREENS = [375, 1280].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
)

/** What went wrong on a page: scripts that failed, what its Content-Security-Policy forbade. */
export type Mishaps = string[]

export interface Visit {
  readonly page: Page
  readonly mishaps: Mishaps
}

interface VisitOptions extends BrowserContextOptions {
  readonly width?: number
  /** JavaScript that runs in each page before its own; the page's policy does not hold it. */
  readonly before?: string
}

const WATCH = `document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
  console.error('Content Security Policy: ' + violatedDirective + ' ' + blockedURI))`

/** Opens pages of the test's server for one file of tests. */
export function visitor(): {
  readonly origin: string
  /** How an operator signs in. */
  readonly operator: { readonly username: string; readonly password: string }
  open: (options?: VisitOptions) => Promise<Visit>
} {
  let browser: Browser | undefined
  beforeAll(async () => {
    if (site) browser = await chromium.connect(site.browser)
  })
  afterAll(() => browser?.close())
  const origin = site?.origin ?? ''
  return {
    origin,
    operator: { username: 'operator', password: site?.operator ?? '' },
    open: async ({ width = 1280, before = '', ...options } = {}) => {
      if (!browser) throw new Error('No browser')
      const viewport = { width, height: 800 }
      const context = await browser.newContext({ baseURL: origin, viewport, locale: 'id-ID', ...options })
      await context.addInitScript({ content: `${WATCH};${before}` })
      const page = await context.newPage()
      page.setDefaultTimeout(10_000)
      const mishaps: Mishaps = []
      page.on('pageerror', (error) => mishaps.push(String(error)))
      page.on('console', (message) => {
        if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) {
          mishaps.push(message.text())
        }
      })
      return { page, mishaps }
    },
  }
}
