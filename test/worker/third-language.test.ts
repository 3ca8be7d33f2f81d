import { beforeAll, describe, expect, it } from 'vitest'
import { ENGLISH } from '../../src/words/en.ts'
import { LANGUAGES } from '../../src/words/index.ts'
import type { Words } from '../../src/words/vocabulary.ts'
import { attributesOf, select } from '../support/select.ts'
import { articleFile, contentOf, get, sync } from '../support/site.ts'

/** German, as far as this test looks. A real language is such a file under src/words with every member its own. */
const GERMAN: Words = {
  ...ENGLISH,
  language: 'de',
  dates: { locale: 'de', zones: {} },
  credit: {
    ...ENGLISH.credit,
    and: 'und',
    report: (reporters) => `Bericht von ${reporters}`,
    editor: (who) => `Redaktion ${who}`,
    sources: (names, count) => `${count > 1 ? 'Quellen' : 'Quelle'}: ${names}`,
    photo: (credit) => `Foto von ${credit}`,
  },
  channels: {
    ...ENGLISH.channels,
    headings: { ...ENGLISH.channels.headings, languages: (name) => `Nachrichten auf ${name}` },
  },
  search: { ...ENGLISH.search, nothing: 'Kein Artikel passt.' },
  page: { ...ENGLISH.page, latest: 'Das Neueste', subscribe: 'Abonnieren', publisher: 'Verlag' },
}

const CREDIT =
  'Bericht von Lintar Satria und Kamran Dikarma (Redaktion Friska Yolandha), Republika; Quelle: Reuters.'

const ARTICLE = articleFile({
  id: 'tag:warta.example,2022:beispiel',
  language: 'de-AT',
  title: 'Beispiel',
  authors: [
    { name: 'Lintar Satria', role: 'reporter' },
    { name: 'Kamran Dikarma', role: 'reporter' },
    { name: 'Friska Yolandha', role: 'editor' },
  ],
  image: { url: 'https://img.example/i.jpg', credit: 'Sputnik' },
})

const page = async (path: string, headers = {}) => (await get(path, headers)).text()
const textsOf = async (html: string, selector: string) =>
  (await select(html, selector)).map(({ text }) => text)

beforeAll(async () => {
  // What one place more in the list of languages does.
  ;(LANGUAGES as Map<string, Words>).set(GERMAN.language, GERMAN)
  const content = contentOf({ beispiel: ARTICLE })
  content.files.set('site.yaml', 'name: Warta\nlanguages: [id, en, de]\n')
  await sync(content)
})

describe('a third language', () => {
  it('a third language is spoken on the page of an article in it', async () => {
    const html = await page('/articles/beispiel')
    expect(await attributesOf(html, 'html', 'lang')).toEqual(['de-AT'])
    expect(await textsOf(html, '.closing .credit')).toEqual([CREDIT])
    expect(await textsOf(html, 'figcaption small')).toEqual(['Foto von Sputnik'])
    expect(await textsOf(html, '.credits dt')).toEqual(['Reporter', 'Editor', 'Verlag', 'Source'])
    expect(await textsOf(html, 'time')).toEqual(['Dienstag, 20. September 2022, 12:32 UTC+7'])
  })

  it.each(['rss.xml', 'atom.xml', 'feed.json'])(
    'a third language is spoken in %s of its channel: in title, credit and photo',
    async (file) => {
      const feed = await page(`/languages/de-at/${file}`)
      expect(feed).toContain('Warta: Nachrichten auf Österreichisches Deutsch')
      expect(feed).toContain(CREDIT)
      expect(feed).toContain('Foto von Sputnik')
    },
  )

  it('a third language is spoken on the front page to a reader who likes it best', async () => {
    const html = await page('/', { 'Accept-Language': 'de-CH, en;q=0.5' })
    expect(await attributesOf(html, 'html', 'lang')).toEqual(['de'])
    expect(await textsOf(html, 'h1')).toEqual(['Das Neueste'])
    expect(await textsOf(html, '.ways a')).toEqual(['Topics', 'Channels', 'Abonnieren'])
  })

  it('a third language is spoken by a search that is filtered by it', async () => {
    const html = await page('/search?q=nichts&lang=de-at')
    expect(html).toContain('Kein Artikel passt.')
  })
})
