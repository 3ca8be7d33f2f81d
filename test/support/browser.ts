import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, type LaunchOptions } from 'playwright-core'

const PLACES: Readonly<Record<string, readonly string[]>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/opt/google/chrome/chrome',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => {
    const folder = process.env[name]
    return folder
      ? [
          join(folder, 'Google/Chrome/Application/chrome.exe'),
          join(folder, 'Microsoft/Edge/Application/msedge.exe'),
        ]
      : []
  }),
}

// It speaks to nobody but the server under test.
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * How to start a Chromium of this machine: CHROME_PATH, else an installed one, else, on Linux, that of the
 * npm package @sparticuz/chromium. We do not depend on that (70 MB): who wants it says
 * `npm install --no-save @sparticuz/chromium`. `undefined` where there is none.
 */
export async function findBrowser(): Promise<LaunchOptions | undefined> {
  const places = process.env.CHROME_PATH ? [process.env.CHROME_PATH] : (PLACES[process.platform] ?? [])
  const executablePath = places.find((place) => existsSync(place))
  if (executablePath) return { executablePath, args: ARGS }
  return process.platform === 'linux' && !process.env.CHROME_PATH ? packagedBrowser() : undefined
}

/** Starts the browser that findBrowser found. */
export function launch(options: LaunchOptions): Promise<Browser> {
  return chromium.launch({ headless: true, timeout: 60_000, ...options })
}

async function packagedBrowser(): Promise<LaunchOptions | undefined> {
  // A name that the type checker does not look up: the package may be missing.
  const name = '@sparticuz/chromium' as string
  try {
    const { default: packaged } = await import(name)
    return { executablePath: await packaged.executablePath(), args: [...packaged.args, ...ARGS] }
  } catch {
    return undefined
  }
}
