import { beforeAll, describe, expect, it } from 'vitest'
import { select } from '../support/select.ts'
import { articleFile, contentOf, get, sync } from '../support/site.ts'

const ARABIC = articleFile(
  {
    id: 'tag:warta.example,2022:arab',
    language: 'ar',
    title: 'قمة SCO!',
    summary: 'لقاء.',
    image: { url: 'https://img.example/i.jpg', caption: 'الرئيسان', credit: 'Sputnik' },
  },
  'نص المقال.',
)

const CREDIT = 'Report by Lintar Satria (editor Friska Yolandha), Republika; source: Reuters.'
const TITLE = '\u2067قمة SCO!\u2069'
const SUMMARY = `\u2067لقاء.\u2069 ${CREDIT}`
const BODY = [
  '<figure><img src="https://img.example/i.jpg" alt="الرئيسان"/>',
  '<figcaption><span lang="ar" dir="rtl">الرئيسان</span> <small>Photo: Sputnik</small></figcaption></figure>',
  '<div lang="ar" dir="rtl"><p>نص المقال.</p></div>',
  `<p><small>${CREDIT}</small></p>`,
].join('')

const GERMAN = articleFile({ id: 'tag:warta.example,2022:deutsch', language: 'de', title: 'Gipfel' })

const page = async (path: string) => (await get(path)).text()

beforeAll(async () => {
  await sync(contentOf({ arab: ARABIC, deutsch: GERMAN, contoh: articleFile() }))
})

describe('an article that is written from right to left', () => {
  it('an article in Arabic keeps its direction in RSS: in title, summary and body', async () => {
    const rss = await page('/languages/ar/rss.xml')
    expect(rss).toContain(`<item><title>${TITLE}</title>`)
    expect(rss).toContain(`<description>${SUMMARY}</description>`)
    expect(rss).toContain(`<content:encoded><![CDATA[${BODY}]]></content:encoded>`)
  })

  it('an article in Arabic keeps its direction in Atom: in title, summary and body', async () => {
    const atom = await page('/atom.xml')
    expect(atom).toContain(`<title>${TITLE}</title>`)
    expect(atom).toContain(`<summary>${SUMMARY}</summary><content type="html"><![CDATA[${BODY}]]></content>`)
  })

  it('an article in Arabic keeps its direction in JSON Feed: in title, summary and body', async () => {
    const { items } = JSON.parse(await page('/feed.json'))
    expect(items.find(({ id }: { id: string }) => id.endsWith('arab'))).toMatchObject({
      title: TITLE,
      summary: SUMMARY,
      content_html: BODY,
    })
  })
})

const PARTS = ['.byline b', '.credit small'] as const

describe('an article in a list of another language', () => {
  it.each([
    ['/', ['ar', 'de']],
    ['/sources/reuters', ['ar', 'de']],
    ['/?source=reuters', ['ar', 'de']],
    ['/search?q=gipfel', ['de']],
  ])(
    'on %s the words around articles in %j are marked with their own language and direction',
    async (path, all) => {
      const html = await page(path)
      for (const part of PARTS) {
        for (const language of all) {
          const [found] = await select(html, `.list > [lang="${language}"] ${part}`)
          expect(found?.attributes, `${language} ${part}`).toEqual({ lang: 'en', dir: 'ltr' })
        }
        const [spoken] = await select(html, `.list > [lang="id"] ${part}`)
        expect(spoken?.attributes ?? {}, part).toEqual({})
      }
    },
  )

  it('the date of an article in a list is written in its own language', async () => {
    const html = await page('/')
    const dateIn = async (language: string) =>
      (await select(html, `.list > [lang="${language}"] time`))[0]?.text
    expect(await dateIn('ar')).toBe('20 سبتمبر 2022, 12:32 م UTC+7')
    expect(await dateIn('de')).toBe('20. September 2022, 12:32 UTC+7')
    expect(await dateIn('id')).toBe('20 September 2022, 12.32 WIB')
  })

  it('the label of the picture in a list is marked with its own language and direction', async () => {
    const [label] = await select(await page('/languages/ar'), '.lead figcaption small')
    expect(label).toMatchObject({ text: 'Photo: Sputnik', attributes: { lang: 'en', dir: 'ltr' } })
  })

  it('a headline at the address of a feed keeps the language and direction of its article', async () => {
    const browser = { Accept: 'text/html', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' }
    const html = await (await get('/rss.xml', browser)).text()
    const [headline] = await select(html, '.headlines li:nth-child(3) > a')
    expect(headline).toMatchObject({ text: 'قمة SCO!', attributes: { lang: 'ar', dir: 'rtl' } })
    // Who reported it is said in the language that Warta has for it, and the date is part of the page.
    expect((await select(html, '.headlines li:nth-child(3) .byline b'))[0]?.attributes).toEqual({
      lang: 'en',
      dir: 'ltr',
    })
    expect((await select(html, '.headlines li:nth-child(3) time'))[0]?.text).toBe(
      '20 September 2022, 12.32 WIB',
    )
  })
})
