import { cpSync, mkdirSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { findBrowser, launch } from '../support/browser.ts'
import { Server, Workspace } from '../support/commands.ts'

// `npm run screenshots`: the pictures of docs/screenshots, made from the articles of content/.

const FOLDER = resolve(import.meta.dirname, '../../docs/screenshots')
const SITE = 'warta.example'
const ARTICLE = '/articles/rusia-china-sepakat-perluas-hubungan-keamanan'

type Screen = 'light' | 'dark' | 'phone'

const SCREENS = {
  light: { viewport: { width: 1280, height: 1000 }, colorScheme: 'light' },
  dark: { viewport: { width: 1280, height: 1000 }, colorScheme: 'dark' },
  phone: { viewport: { width: 375, height: 812 }, colorScheme: 'light', deviceScaleFactor: 2 },
} as const satisfies Record<Screen, object>

/** What is shown of a page: its name, its path, on which screens, and to a reader of which language. */
type Shot = readonly [name: string, path: string, screens: readonly Screen[], locale: string]

interface Look {
  readonly screen: Screen
  readonly locale: string
}

const INDONESIAN = 'id-ID'
const ENGLISH = 'en-GB'

const SHOTS: readonly Shot[] = [
  ['front', '/', ['light', 'dark', 'phone'], INDONESIAN],
  ['front-en', '/languages/en', ['light', 'phone'], ENGLISH],
  ['article', ARTICLE, ['light', 'dark', 'phone'], INDONESIAN],
  ['article-en', '/articles/xi-and-putin-meet-in-samarkand', ['light', 'phone'], ENGLISH],
  ['channel', '/tags/china', ['light'], INDONESIAN],
  ['channels', '/channels', ['light'], INDONESIAN],
  ['channels-en', '/channels', ['light'], ENGLISH],
  ['search', '/search?q=rusia+-nato', ['light'], INDONESIAN],
  ['search-en', '/search?q=russia&lang=en&sort=best', ['light'], ENGLISH],
  ['feed', '/tags/diplomasi/rss.xml', ['light', 'phone'], INDONESIAN],
]

async function take(browser: Browser, url: string, look: Look, file: string): Promise<void> {
  const context = await browser.newContext({ ...SCREENS[look.screen], locale: look.locale })
  const page = await context.newPage()
  await page.goto(url)
  // Where articles are listed their times are the last to come.
  if (await page.locator('.ago').count()) await page.waitForSelector('.ago:not(:empty)')
  // Text in few colours: a palette takes a third of the bytes.
  await sharp(await page.screenshot())
    .png({ palette: true, colours: 64, effort: 10 })
    .toFile(file)
  await context.close()
}

const options = await findBrowser()
if (!options) throw new Error('No Chromium or Chrome found; name one in CHROME_PATH')
mkdirSync(FOLDER, { recursive: true })
using workspace = new Workspace()
cpSync(resolve('content'), workspace.content, { recursive: true })
const server = await Server.start(workspace, 180_000)
// The addresses on the pictures are those of a site, not of this server.
const map = `--host-resolver-rules=MAP ${SITE} ${new URL(server.origin).host}`
const browser = await launch({ ...options, args: [...(options.args ?? []), map] })
try {
  for (const [name, path, screens, locale] of SHOTS) {
    for (const screen of screens) {
      const file = `${FOLDER}/${name}-${screen}.png`
      await take(browser, `http://${SITE}${path}`, { screen, locale }, file)
      process.stdout.write(`${name}-${screen}.png ${Math.ceil(statSync(file).size / 1024)} KB\n`)
    }
  }
} finally {
  await browser.close()
  server.signal('SIGINT')
  await server.ended()
}
