import { describe, expect, it } from 'vitest'
import { creditedHtml } from '../../../src/formats/credited-html.ts'
import { type Image, SITE_MARK } from '../../../src/model/article.ts'
import { plainArticle, REPORTER } from '../../support/article.ts'

const CREDIT = '<p><small>Laporan Lintar Satria, Republika; sumber: Reuters.</small></p>'

function htmlOf(image?: Image, over: Parameters<typeof plainArticle>[0] = {}): string {
  const article = plainArticle({ authors: [REPORTER], ...over })
  return creditedHtml(image ? { ...article, image } : article, 'https://news.example')
}

describe('a credited body', () => {
  it('ends with the credit sentence', () => {
    expect(htmlOf()).toBe(`<p>Isi.</p>${CREDIT}`)
  })

  it('escapes the names in it', () => {
    expect(htmlOf(undefined, { authors: [{ ...REPORTER, name: 'A <b> & C' }] })).toContain(
      'Laporan A &#x3C;b&#x3E; &#x26; C, Republika',
    )
  })

  it('begins with the picture, its size, caption and credit', () => {
    const image = {
      url: 'https://a.example/i.jpg',
      width: 3,
      height: 2,
      alt: '"Alt"',
      caption: 'A & B',
      credit: 'C',
    }
    expect(htmlOf(image)).toBe(
      '<figure><img src="https://a.example/i.jpg" alt="&quot;Alt&quot;" width="3" height="2"/>' +
        `<figcaption>A &#x26; B <small>Foto: C</small></figcaption></figure><p>Isi.</p>${CREDIT}`,
    )
  })

  it('credits the photo in the language of the article', () => {
    const image = { url: 'https://a.example/i.jpg', credit: 'C' }
    expect(htmlOf(image, { language: 'en' })).toContain('<figcaption><small>Photo: C</small></figcaption>')
  })

  it('describes the picture by its caption where it has no alt, and has always an alt', () => {
    const url = 'https://a.example/i.jpg'
    expect(htmlOf({ url, caption: 'A' })).toContain('alt="A"')
    expect(htmlOf({ url })).toContain('<figure><img src="https://a.example/i.jpg" alt=""/></figure>')
  })

  it('body and caption of an article in Arabic are marked with their direction, and the English credit is not', () => {
    const image = { url: 'https://a.example/i.jpg', caption: 'قمة', credit: 'C' }
    expect(htmlOf(image, { language: 'ar', body: '<p>نص</p>' })).toBe(
      '<figure><img src="https://a.example/i.jpg" alt="قمة"/>' +
        '<figcaption><span lang="ar" dir="rtl">قمة</span> <small>Photo: C</small></figcaption></figure>' +
        '<div lang="ar" dir="rtl"><p>نص</p></div>' +
        '<p><small>Report by Lintar Satria, Republika; source: Reuters.</small></p>',
    )
  })

  it.each(['ar', 'he', 'fa-IR', 'ur', 'pa-PK'])(
    'the body of an article in the language "%s" is written from right to left',
    (language) => {
      expect(htmlOf(undefined, { language })).toContain(`<div lang="${language}" dir="rtl"><p>Isi.</p></div>`)
    },
  )

  it('shows no picture where only its credit is known', () => {
    expect(htmlOf({ caption: 'A', credit: 'C' })).toBe(`<p>Isi.</p>${CREDIT}`)
  })

  it('puts the origin where the mark of our own site stands', () => {
    const body = `<a href="${SITE_MARK}/articles/a">a</a>`
    const html = htmlOf({ url: `${SITE_MARK}/media/i.jpg` }, { body })
    expect(html).toContain('src="https://news.example/media/i.jpg"')
    expect(html).toContain('<a href="https://news.example/articles/a">a</a>')
    expect(html).not.toContain(SITE_MARK)
  })
})
