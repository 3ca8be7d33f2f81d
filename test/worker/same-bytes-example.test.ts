import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { askChanges, syncAt } from '../support/changes-of-a-site.ts'
import { askArticles, askChannels, slugsOf } from '../support/every-channel.ts'
import { askDocuments, askListings } from '../support/every-document.ts'
import { largeFile } from '../support/generated-files.ts'
import { MemoryContent } from '../support/memory-content.ts'
import { Recorder } from '../support/recorder.ts'
import { NOW } from '../support/site.ts'

// What same-bytes.test.ts says of generated articles, for those that come with the code: a line for each address.
// `npx vitest run --project worker test/worker/same-bytes-example.test.ts -u` records what is served now.
const RECORDED = '../fixtures/same-bytes-example.txt'

const FILES = import.meta.glob<string>('../../content/**/*.{md,yaml,svg}', {
  eager: true,
  query: '?raw',
  import: 'default',
})

const KNOWN = {
  ...{ word: 'rusia', otherWord: 'ukraina', phrase: 'kepentingan inti', prefix: 'diplo' },
  ...{ tag: 'diplomasi', otherTag: 'sco', publisher: 'republika', author: 'lintar-satria', language: 'id' },
  article: 'xi-putin-bertemu-di-samarkand',
}

const FOLDER = 'articles/2022/09'
const EDITED = `${FOLDER}/sco-eight-countries-counterweight.md`

/** More than a document has room for. */
const LARGE = [1, 2, 3, 4, 5, 6, 7, 8]

describe('the bytes of the example site', () => {
  beforeAll(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: NOW })
    vi.spyOn(console, 'error').mockImplementation(() => {})
  })
  afterAll(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })

  it('are those that were recorded, with all headers, at every address of the example site', {
    timeout: 300_000,
  }, async () => {
    const recorder = new Recorder('each')
    const content = exampleContent()
    await syncAt(9, content)
    vi.setSystemTime(NOW)
    await askDocuments(recorder, KNOWN)
    await askListings(recorder, KNOWN)
    await askChannels(recorder)
    await askArticles(recorder, slugsOf(content))
    await askChanges(recorder, content, {
      edited: { path: EDITED, text: `${content.files.get(EDITED)}\nOne more paragraph.\n` },
      renamed: { path: `${FOLDER}/${KNOWN.article}.md`, to: `${FOLDER}/berganti-nama.md` },
      removed: `${FOLDER}/china-statement-leaves-ukraine-unnamed.md`,
      feeds: ['/rss.xml', '/atom.xml?limit=3', '/feed.json', '/tags/sco/rss.xml'],
    })
    await askTooMuch(recorder, content)
    await expect(recorder.text).toMatchFileSnapshot(RECORDED)
  })
})

function exampleContent(): MemoryContent {
  const files = Object.entries(FILES).map(([path, text]) => [path.replace('../../content/', ''), text])
  const media = PICTURES.map((name) => {
    const path = `/media/2022/09/${name}.12345678.png`
    const asset = { path, type: 'image/png', width: 1200, height: 800, widths: [480, 960], digest: name }
    return [`media/${name}.png`, asset]
  })
  return new MemoryContent(Object.fromEntries(files), Object.fromEntries(media))
}

/** The pictures of the example. Their bytes are not those of documents. */
const PICTURES = ['anggota-sco', 'garis-waktu', 'sco-members', 'timeline']

/** Asks for documents that can not hold all that they list. */
async function askTooMuch(recorder: Recorder, content: MemoryContent): Promise<void> {
  for (const n of LARGE) content.files.set(`${FOLDER}/large-${n}.md`, largeFile(n))
  await syncAt(0.1, content)
  vi.setSystemTime(NOW)
  for (const file of ['rss.xml', 'atom.xml', 'feed.json']) {
    const feed = await recorder.ask({ path: `/tags/besar/${file}` })
    await recorder.ask({ path: `/${file}?content=summary` })
    await recorder.ask({ path: `/search/${file}?q=berlanjut` })
    await recorder.ask({ path: `/${file}?publisher=republika` })
    await recorder.askOnwards(
      `archives behind /${file}`,
      [feed, await recorder.ask({ path: `/${file}?limit=3` })],
      'prev-archive',
    )
  }
  await recorder.ask({ path: '/search?q=berlanjut' })
  await recorder.ask({ path: '/articles/large-1' })
}
