import { beforeAll, describe, expect, it } from 'vitest'
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

const page = async (path: string) => (await get(path)).text()

beforeAll(async () => {
  await sync(contentOf({ arab: ARABIC }))
})

describe('an article that is written from right to left', () => {
  it('an article in Arabic keeps its direction in RSS: in title, summary and body', async () => {
    const rss = await page('/rss.xml')
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
    expect(items[0]).toMatchObject({ title: TITLE, summary: SUMMARY, content_html: BODY })
  })
})
