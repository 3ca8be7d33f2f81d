import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { app } from '../../src/app.ts'
import { ContentFolder } from '../../src/cli/content-folder.ts'
import { type OpenDatabase, openLocal } from '../../src/cli/open-database.ts'
import { syncContent } from '../../src/ingest/content/sync.ts'
import { bundled } from '../support/bundled.ts'
import { Workspace } from '../support/commands.ts'

const SITE = 'https://news.example'
const PAGES = 60

const workspace = new Workspace({})
let database: OpenDatabase
let small: typeof app

beforeAll(async () => {
  const opened = await openLocal(workspace.path('state'))
  if (!opened.ok) throw new Error(opened.failure)
  database = opened.value
  const options = { authority: 'warta.example', now: Date.now, progress: () => {} }
  const synced = await syncContent(database.db, new ContentFolder(resolve('content')), options)
  if (!synced.ok) throw new Error(JSON.stringify(synced.failure))
  small = (await bundled<{ app: typeof app }>("export { app } from './src/app.ts'")).module.app
}, 240_000)

afterAll(async () => {
  await database[Symbol.asyncDispose]()
  workspace[Symbol.dispose]()
}, 60_000)

async function pageOf(site: typeof app, path: string): Promise<string> {
  const { db } = database
  const session = { prepare: db.prepare.bind(db), batch: db.batch.bind(db) }
  const bindings = {
    DB: { ...session, withSession: () => session },
    TAG_AUTHORITY: 'warta.example',
    SITE_URL: SITE,
  }
  const headers = { Accept: 'text/html', 'Sec-Fetch-Dest': 'document' }
  const context = { waitUntil: () => {}, passThroughOnException: () => {}, props: {} }
  const response = await site.request(SITE + path, { headers }, bindings, context as never)
  return `${response.status} ${response.headers.get('Content-Type')}\n${await response.text()}`
}

describe("the pages of the Worker's bundle", () => {
  it(`are those that hono/jsx makes, on a walk through ${PAGES} of them`, async () => {
    const paths = [
      '/',
      '/search?q=presiden',
      '/search?q=%22%3Cb%3E%27%26',
      '/rss.xml',
      '/atom.xml',
      '/tags/nothing',
      '/x/y',
      '/channels',
    ]
    let documents = 0
    for (let n = 0; n < paths.length && n < PAGES; n++) {
      const path = paths[n] ?? ''
      const page = await pageOf(app, path)
      expect(await pageOf(small, path)).toBe(page)
      if (page.includes('</html>')) documents++
      for (const [, found = ''] of page.matchAll(/<a [^>]*href="(?:https:\/\/news\.example)?(\/[^"#]*)"/g)) {
        const next = found.replaceAll('&amp;', '&')
        if (!paths.includes(next) && !next.startsWith('/media/')) paths.push(next)
      }
    }
    expect(documents).toBeGreaterThan(PAGES / 2)
  }, 240_000)
})
