import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { findBrowser } from '../support/browser.ts'
import { run, Server, Workspace } from '../support/commands.ts'
import { magazine } from './magazine.ts'

/**
 * Starts the real server and a browser, once for all tests of the project. Where there is no browser, says so
 * in a line and leaves the tests out; not so with WARTA_BROWSER=required.
 */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const options = await findBrowser()
  if (!options) {
    const missing =
      'No Chromium or Chrome found (CHROME_PATH may name one): the tests in a browser are left out.'
    if (process.env.WARTA_BROWSER === 'required') throw new Error(missing)
    process.stderr.write(`${missing}\n`)
    project.provide('site', null)
    return undefined
  }
  const workspace = new Workspace(magazine())
  const server = await Server.start(workspace)
  const [browser, token] = await Promise.all([
    chromium.launchServer({ headless: true, timeout: 60_000, ...options }),
    run('token', workspace, 'create', '--name', 'operator', '--desk', 'operator', '--scope', 'operate'),
  ])
  const operator = token.out.trim()
  project.provide('site', { origin: server.origin, browser: browser.wsEndpoint(), operator })
  return async () => {
    await browser.close()
    server.signal('SIGINT')
    await server.ended()
    workspace[Symbol.dispose]()
  }
}
