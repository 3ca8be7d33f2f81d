import { describe, expect, it } from 'vitest'
import { type MediaAsset, readArticleFile } from '../../../../src/ingest/content/article-file.ts'
import { SITE_MARK } from '../../../../src/model/article.ts'
import { failed, success } from '../../../../src/model/result.ts'
import { articleFile, NOW } from '../../../support/example-content.ts'

const REPUBLIKA = { id: 'republika', name: 'Republika', home: 'https://www.republika.co.id/' }
const REUTERS = { id: 'reuters', name: 'Reuters' }
const PHOTO: MediaAsset = {
  path: '/media/2022/09/foto.1234.jpg',
  type: 'image/jpeg',
  width: 640,
  height: 480,
  digest: '1234',
}

/** The article that a file holds. */
function read(text: string, file = 'content/articles/2022/09/contoh.md') {
  const reading = readArticleFile(file, new TextEncoder().encode(text), {
    registry: new Map([
      ['republika', REPUBLIKA],
      ['reuters', REUTERS],
    ]),
    now: NOW,
    findMedia: (article, name) =>
      article === file && name === 'media/foto 1.jpg' ? success(PHOTO) : failed('is not there'),
  })
  if (!reading.ok) throw new Error(reading.failure.map(({ message }) => message).join())
  return reading.value.draft
}

describe('an article file', () => {
  it('An article file has its name as slug, and its sources out of the registry', () => {
    const draft = read(articleFile())
    expect(draft.slug).toBe('contoh')
    expect(draft.publisher).toEqual(REPUBLIKA)
    expect(draft.sources).toEqual([REUTERS])
    expect(draft.body).toBe('<p>Isi berita.</p>')
  })

  it('An article file without an image whose text begins with a file of ours has that, with what is known of it', () => {
    const { path, type, width, height } = PHOTO
    const { image, body } = read(articleFile({}, '![a](<media/foto 1.jpg>)\n\nIsi.'))
    expect(image).toEqual({ url: SITE_MARK + path, alt: 'a', type, width, height, inBody: true })
    expect(body).toMatch(/^<p><img /)
  })

  it('An article file keeps the offset of its times, and was updated when it was published unless it says otherwise', () => {
    const published = { instant: Date.UTC(2022, 8, 20, 5, 32), offset: 420 }
    expect(read(articleFile())).toMatchObject({ published, updated: published })
    const later = { instant: Date.UTC(2022, 8, 21, 0, 0, 0, 500), offset: 0 }
    expect(read(articleFile({ updated: '2022-09-21T00:00:00.5Z' }))).toMatchObject({
      published,
      updated: later,
    })
  })

  it('An article file may be without tags, authors and sources', () => {
    const draft = read(articleFile({ tags: undefined, authors: undefined, sources: undefined }))
    expect(draft).toMatchObject({ tags: [], authors: [], sources: [] })
  })

  it('An article file has every text tidied, and what XML cannot hold dropped', () => {
    const draft = read(
      articleFile({ title: ' a\u0000\n b\u001A ', tags: ['x\uFFFE y'], dateline: 'Mosk\u0007ow' }),
    )
    expect(draft).toMatchObject({ title: 'a b', tags: ['x y'], dateline: 'Moskow' })
  })

  it('An article file may have a name in any script', () => {
    expect(read(articleFile(), 'content/articles/новости-20.md').slug).toBe('новости-20')
  })
})

describe('the summary of an article file', () => {
  it('A summary that is written is kept', () => {
    expect(read(articleFile({ summary: ' Satu.\n' })).summary).toBe('Satu.')
  })

  it.each([undefined, '', ' '])('A summary is derived from the body where it is %j', (summary) => {
    const file = articleFile({ summary }, '# Judul\n\nSatu & **dua**.\n\n- tiga\n- empat <b>lima</b>')
    expect(read(file).summary).toBe('Judul Satu & dua. tiga empat lima')
  })

  it('A summary that is derived is cut at a word, at 300 characters', () => {
    const { summary } = read(articleFile({ summary: undefined }, 'kata '.repeat(100)))
    expect(summary).toMatch(/kata…$/)
    expect(summary.length).toBeLessThanOrEqual(300)
    expect(summary.length).toBeGreaterThan(290)
  })
})

describe('a link in an article file', () => {
  it.each([
    ['https://x.example/a?b=1#c', 'https://x.example/a?b=1#c'],
    ['//x.example/a', 'https://x.example/a'],
    ['mailto:a@x.example', 'mailto:a@x.example'],
    ['/tags/china', `${SITE_MARK}/tags/china`],
    ['lain.md', `${SITE_MARK}/articles/lain`],
    ['../08/lain.md?x#y', `${SITE_MARK}/articles/lain?x#y`],
    ['lain.md#bagian', `${SITE_MARK}/articles/lain#bagian`],
    ['#catatan', `${SITE_MARK}/articles/contoh#catatan`],
    ['?x=1', `${SITE_MARK}/articles/contoh?x=1`],
  ])('A link to %s in an article file leads to %j', (url, expected) => {
    expect(read(articleFile({}, `[x](${url})`)).body).toBe(`<p><a href="${expected}">x</a></p>`)
  })

  it('A link without a usable address keeps its text', () => {
    expect(
      read(articleFile({}, '<a href="javascript:alert(1)">x</a> <a href="http://[">y</a>')).body,
    ).not.toMatch(/javascript|href="http/)
  })
})

describe('an image of an article file', () => {
  it('An image in the body is the one beside the file', () => {
    expect(read(articleFile({}, '![a](media/foto%201.jpg)')).body).toBe(
      `<p><img alt="a" src="${SITE_MARK}${PHOTO.path}" /></p>`,
    )
  })

  it('An image in the body may be anywhere on the web, or on our own site', () => {
    const body = '![a](https://x.example/b.png) ![c](/media/d.png)'
    expect(read(articleFile({}, body)).body).toBe(
      `<p><img alt="a" src="https://x.example/b.png" /> <img alt="c" src="${SITE_MARK}/media/d.png" /></p>`,
    )
  })

  it('An image that is given as a file has the path, type and size of the file', () => {
    const image = { file: 'media/foto 1.jpg', alt: 'a', credit: 'b', width: 1, height: 1 }
    expect(read(articleFile({ image })).image).toEqual({
      url: SITE_MARK + PHOTO.path,
      type: 'image/jpeg',
      width: 640,
      height: 480,
      alt: 'a',
      credit: 'b',
    })
  })

  it('An image that is given as a URL is what is written', () => {
    const image = { url: 'https://x.example/a.jpg', width: 1200, height: 800 }
    expect(read(articleFile({ image })).image).toEqual(image)
  })

  it('An image without url and file keeps its caption and credit', () => {
    const image = { caption: 'Xi dan Putin', credit: 'Sputnik' }
    expect(read(articleFile({ image })).image).toEqual(image)
  })
})
