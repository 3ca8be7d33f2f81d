import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { askChanges, syncAt } from '../support/changes-of-a-site.ts'
import { askArticles, askChannels, slugsOf } from '../support/every-channel.ts'
import { askDocuments, askListings } from '../support/every-document.ts'
import { generatedContent, generatedFile, generatedPath, numbersOf } from '../support/generated-files.ts'
import { Recorder } from '../support/recorder.ts'
import { NOW } from '../support/site.ts'

// So that no change of the code changes a byte of what is served without being noticed. Where a change is meant,
// `npx vitest run --project worker test/worker/same-bytes.test.ts -u` records what is served now.
const RECORDED = '../fixtures/same-bytes.txt'

const KNOWN = {
  ...{ word: 'kabar', otherWord: 'report', phrase: 'pertemuan wilayah', prefix: 'pemer' },
  ...{ tag: 'dunia', otherTag: 'ekonomi', publisher: 'republika', author: 'lintar-satria', language: 'id' },
  article: 'generated-7',
}

const CHANGES = {
  edited: { path: generatedPath(1), text: generatedFile(1, { title: 'Ralat & perbaikan' }) },
  renamed: { path: generatedPath(2), to: 'articles/2025/12/berganti-nama-أخبار.md' },
  removed: generatedPath(3),
  feeds: [
    '/rss.xml',
    '/atom.xml',
    '/feed.json',
    '/rss.xml?content=summary&limit=100',
    '/publishers/republika/atom.xml',
  ],
}

describe('the bytes of a site of three hundred articles', () => {
  beforeAll(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: NOW })
    vi.spyOn(console, 'error').mockImplementation(() => {})
  })
  afterAll(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })

  it('are those that were recorded, with all headers, at every address of a site with three hundred articles', {
    timeout: 300_000,
  }, async () => {
    const recorder = new Recorder('together')
    const content = generatedContent()
    for (const [minutes, remainders] of [
      [9, [0]],
      [6, [1, 2]],
    ] as const) {
      for (const n of numbersOf(...remainders)) content.files.set(generatedPath(n), generatedFile(n))
      await syncAt(minutes, content)
    }
    await askChanges(recorder, content, CHANGES)
    await askDocuments(recorder, KNOWN)
    await askListings(recorder, KNOWN)
    await askChannels(recorder)
    await askArticles(recorder, slugsOf(content))
    await expect(recorder.text).toMatchFileSnapshot(RECORDED)
  })
})
