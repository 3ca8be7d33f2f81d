import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ContentFolder } from '../../../src/cli/content-folder.ts'
import { readDeployment } from '../../../src/cli/deployment-file.ts'
import { makeSite, ownerOf } from '../../../src/cli/new-site.ts'
import { QUESTIONS, readAnswer } from '../../../src/cli/site-answers.ts'
import { readContent, readSourcesFile } from '../../../src/ingest/content/read-files.ts'
import { readSiteFile } from '../../../src/ingest/content/site-file.ts'
import { formatFault } from '../../../src/model/result.ts'

const NOW = Date.UTC(2026, 6, 1, 9, 30, 20)
const LEDGER = {
  name: 'Ledger: "Nairobi"',
  url: 'https://ledger.example',
  language: 'en-KE',
  timezone: 'Africa/Nairobi',
  isEmptied: true,
  hasFirst: true,
}

let root = ''
const place = () => ({ root, content: join(root, 'content') })
const filesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** What a sync would read: the site, the articles, the sources and every fault. */
async function readAll() {
  const content = new ContentFolder(place().content)
  const [site, sources] = [await readSiteFile(content), await readSourcesFile(content)]
  const options = { now: NOW + 60_000, known: new Map(), progress: () => {} }
  const { faults, fresh } = await readContent(content, sources, options)
  return {
    site: site.ok ? site.value.site : undefined,
    sources: sources.ok ? [...sources.value.keys()] : [],
    articles: fresh.map(({ path, draft }) => ({ path, ...draft })),
    faults: [...faults, ...(site.ok ? [] : site.failure)].map(formatFault),
  }
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'warta-new-'))
  cpSync('content', join(root, 'content'), { recursive: true })
  cpSync('wrangler.toml', join(root, 'wrangler.toml'))
})
afterEach(() => rmSync(root, { recursive: true }))

describe('a new site', () => {
  it('A new site has its own name, languages, source and first article, and nothing of the demonstration', async () => {
    await makeSite(place(), LEDGER, NOW)
    const { site, sources, articles, faults } = await readAll()
    expect(faults).toEqual([])
    expect(site).toMatchObject({ name: LEDGER.name, languages: ['en-KE'], timezone: 'Africa/Nairobi' })
    expect(sources).toEqual(['ledger-nairobi'])
    expect(articles).toMatchObject([
      {
        path: 'articles/2026/07/the-first-article.md',
        id: 'tag:ledger.example,2026-07-01:the-first-article',
        language: 'en-KE',
        published: { instant: Date.UTC(2026, 6, 1, 9, 30), offset: 180 },
      },
    ])
    for (const file of filesOf(place().content)) {
      const text = readFileSync(file, 'utf8').replace(/^#.*$/gm, '')
      expect(text, file).not.toMatch(/warta|republika|reuters/i)
    }
    expect(existsSync(join(root, 'content/articles/2022'))).toBe(false)
  })

  it('The deployment has its address and authority, and wrangler.toml is else as it was', async () => {
    const before = read('wrangler.toml')
    await makeSite(place(), LEDGER, NOW)
    const after = read('wrangler.toml')
    expect(readDeployment(after)).toEqual({ url: 'https://ledger.example', authority: 'ledger.example' })
    const others = (text: string) =>
      text.split('\n').filter((line) => !/^(?:SITE_URL|TAG_AUTHORITY) =/.test(line))
    expect(others(after)).toEqual(others(before))
    expect(read('content/sources.yaml')).toContain('#   id        short name used in article files')
  })

  it('It is made once: after that it is somebody’s', async () => {
    expect(await ownerOf(place())).toBeUndefined()
    await makeSite(place(), LEDGER, NOW)
    expect(await ownerOf(place())).toBe('https://ledger.example')
  })

  it('Who keeps the demonstration keeps its articles without their ids, so that new ones are minted', async () => {
    await makeSite(place(), { ...LEDGER, isEmptied: false, hasFirst: false }, NOW)
    const { articles, sources, faults } = await readAll()
    expect(faults).toEqual([])
    expect(articles.length).toBeGreaterThan(5)
    expect(articles.map(({ id }) => id)).toEqual(articles.map(() => undefined))
    expect(sources).toEqual(expect.arrayContaining(['republika', 'ledger-nairobi']))
  })

  it('Articles that are one’s own already stay, with the pictures beside them and their sources', async () => {
    const own = read('content/articles/2022/09/xi-putin-bertemu-di-samarkand.md').replace(/^id: .*$/m, '')
    writeFileSync(join(root, 'content/articles/2022/09/own.md'), own)
    writeFileSync(join(root, 'content/articles/2022/09/own.png'), 'a picture')
    await makeSite(place(), { ...LEDGER, hasFirst: false }, NOW)
    const { articles, sources, faults } = await readAll()
    expect([faults, articles.map(({ path }) => path)]).toEqual([[], ['articles/2022/09/own.md']])
    expect(existsSync(join(root, 'content/articles/2022/09/own.png'))).toBe(true)
    expect(sources).toEqual(expect.arrayContaining(['republika', 'reuters', 'ledger-nairobi']))
  })

  it('The first article is in the language of the site where Warta speaks it, and else says that it is in English', async () => {
    await makeSite(place(), { ...LEDGER, language: 'id' }, NOW)
    expect((await readAll()).articles).toMatchObject([{ language: 'id', title: 'Artikel pertama' }])
    await makeSite(place(), { ...LEDGER, language: 'sw' }, NOW)
    const { articles, site } = await readAll()
    expect(articles).toMatchObject([
      { title: 'Artikel pertama' },
      { language: 'en', title: 'The first article' },
    ])
    expect(site?.languages).toEqual(['sw'])
  })
})

describe('the six questions', () => {
  it.each([
    ['name', '', 'is missing; say it'],
    ['url', 'ledger.example', 'is no origin; write it such as https://news.example, without a path'],
    ['url', 'https://ledger.example/blog', 'is no origin'],
    ['url', 'http://localhost:8787', 'is no origin'],
    ['url', 'https://127.0.0.1', 'is no origin'],
    ['language', 'en_GB', 'is not a BCP 47 language tag'],
    ['timezone', 'Nairobi', 'is not an IANA time zone'],
    ['demo', 'perhaps', 'is neither yes nor no; write y or n'],
  ])('The answer to %s must not be "%s"', (option, said, message) => {
    const question = QUESTIONS.find((one) => one.option === option)
    const answer = question && readAnswer(question, said)
    expect(answer).toMatchObject({ ok: false, failure: expect.stringContaining(message) })
  })

  it('There are six, and four of them have a usual answer', () => {
    expect(QUESTIONS.map(({ option }) => option)).toEqual([
      'name',
      'url',
      'language',
      'timezone',
      'demo',
      'first',
    ])
    const usual = QUESTIONS.map((question) => readAnswer(question, undefined).ok)
    expect(usual).toEqual([false, false, true, true, true, true])
  })
})
