import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { escapeText } from 'entities'
import { findBrowser, launch } from '../support/browser.ts'
import { haveProgram } from './installed.ts'
import { ReaderHome } from './reader-home.ts'

// `node test/readers/terminal-view.ts FEED PICTURE.png`: how newsboat shows the first item of a feed that is served somewhere.
// It needs newsboat, tmux and Chromium.
const [feed, picture] = process.argv.slice(2)
if (!feed || !picture) throw new Error('Name the URL of a feed and a picture: FEED PICTURE.png')
if (!(await haveProgram('newsboat', 'tmux'))) throw new Error('newsboat or tmux is not installed')

const COLUMNS = 100
const ROWS = 62
/** What newsboat and tmux take to draw a screen, in milliseconds. */
const DRAWING = 1500

writeFileSync(picture, await pictureOf(await screenOf(feed)))

/** The screen of newsboat with the article of the first item. */
async function screenOf(url: string): Promise<string> {
  await using home = new ReaderHome()
  const options = [
    '-u',
    home.write('urls', `${url}\n`),
    '-C',
    home.write('config', ''),
    '-c',
    home.path('cache.db'),
  ]
  await home.run('newsboat', ...options, '-x', 'reload')
  const env = { ...home.env, TERM: 'screen' }
  // A server of its own: whoever works here may have tmux open.
  const tmux = (...args: string[]) =>
    execFileSync('tmux', ['-S', home.path('tmux'), ...args], { env, encoding: 'utf8' })
  tmux('new-session', '-d', '-x', String(COLUMNS), '-y', String(ROWS), 'newsboat', ...options)
  try {
    for (const key of ['', 'Enter', 'Enter']) {
      if (key) tmux('send-keys', key)
      await sleep(DRAWING)
    }
    return tmux('capture-pane', '-p')
  } finally {
    tmux('kill-server')
  }
}

async function pictureOf(screen: string): Promise<Uint8Array> {
  const found = await findBrowser()
  if (!found) throw new Error('Chromium is not installed')
  await using browser = await launch(found)
  const page = await browser.newPage({ viewport: { width: COLUMNS * 8, height: ROWS * 17 } })
  const text = screen.replace(/\n~(?=\n)/g, '\n').trimEnd()
  await page.setContent(
    `<body style="margin:0; background:#111"><pre style="margin:8px; font:13px/16px monospace; color:#ddd">${escapeText(text)}</pre>`,
  )
  return await page.screenshot()
}
