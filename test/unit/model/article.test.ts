import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { frontMatterSchema, onSite, SITE_MARK } from '../../../src/model/article.ts'
import { storable } from '../../../src/model/text.ts'

const LEAST = {
  title: 'Contoh',
  language: 'id',
  published: '2022-09-20T12:32:00+07:00',
  publisher: 'republika',
}

const AUTHOR = { name: 'A', role: 'editor' }
const PAGE = { title: 'A', url: 'https://a.example/' }

function faultsOf(fields: Record<string, unknown>): string[] {
  const { issues } = v.safeParse(frontMatterSchema, { ...LEAST, ...fields })
  return (issues ?? []).map((issue) => `${v.getDotPath(issue)}: ${issue.message}`)
}

describe('frontMatterSchema', () => {
  it('front matter needs title, language, time and publisher, and its lists are empty where they are left out', () => {
    expect(v.parse(frontMatterSchema, LEAST)).toEqual({
      title: 'Contoh',
      language: 'id',
      published: { instant: Date.UTC(2022, 8, 20, 5, 32), offset: 420 },
      publisher: 'republika',
      authors: [],
      sources: [],
      tags: [],
      related: [],
    })
  })

  it.each(Object.keys(LEAST))('front matter without %s is refused', (name) => {
    const { [name]: _, ...rest } = LEAST as Record<string, string>
    expect(v.is(frontMatterSchema, rest)).toBe(false)
  })

  it.each([
    ['an unknown field', { titel: 'x' }, /^titel: /],
    ['tags that are no list', { tags: 'energi' }, /^tags: is not a list; write \[one, two\]/],
    ['a tag with a comma, at which readers split', { tags: ['a, b'] }, /^tags\.0: holds a comma/],
    ['a tag with a bar, at which sfeed splits', { tags: ['a|b'] }, /^tags\.0: holds a comma or \|/],
    ['an unknown role', { authors: [{ name: 'A', role: 'boss' }] }, /^authors\.0\.role: .*reporter, editor/],
    ['an author without a name', { authors: [{ role: 'editor' }] }, /^authors\.0\.name: /],
    [
      'an image with url and file',
      { image: { url: 'https://a.example/i', file: 'i.jpg' } },
      /^image: has both/,
    ],
    ['an image of no width', { image: { width: 0 } }, /^image\.width: /],
    ['a related page without a URL', { related: [{ title: 'A' }] }, /^related\.0\.url: /],
    ['an original that is no whole URL', { original: 'www.a.example' }, /^original: is not a whole http/],
    ['a source id that is no slug', { sources: ['Kantor Berita'] }, /^sources\.0: is not a slug/],
    ['too many sources', { sources: Array(21).fill('a') }, /^sources: has more than 20 items/],
    ['too many tags', { tags: Array(51).fill('a') }, /^tags: has more than 50 items/],
    ['too many related pages', { related: Array(51).fill(PAGE) }, /^related: has more than 50 items/],
    ['too many authors', { authors: Array(51).fill(AUTHOR) }, /^authors: has more than 50 items/],
    ['a width in words', { image: { width: 'wide' } }, /^image\.width: is not a number of pixels/],
    ['an update without its offset', { updated: '2022-09-20' }, /^updated: /],
  ])('front matter with %s is refused, and the fault says where', (_, fields, message) => {
    const faults = faultsOf(fields)
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatch(message)
  })

  it('front matter may have an author of every role', () => {
    const roles = ['reporter', 'editor', 'translator', 'photographer', 'digest']
    expect(faultsOf({ authors: roles.map((role) => ({ name: 'A', role })) })).toEqual([])
  })

  it('all faults of a front matter are found, not the first alone', () => {
    expect(faultsOf({ title: '', language: '?', tags: 1 })).toHaveLength(3)
  })

  it.each([{ url: 'https://a.example/i.jpg' }, { file: 'media/i.jpg' }])(
    'front matter may have the image %j',
    (image) => {
      expect(v.parse(frontMatterSchema, { ...LEAST, image }).image).toEqual(image)
    },
  )

  it('front matter may have a caption and credit that came without their picture', () => {
    const image = { caption: 'Dua orang', credit: 'Sputnik' }
    expect(v.parse(frontMatterSchema, { ...LEAST, image }).image).toEqual(image)
  })
})

describe('SITE_MARK', () => {
  it('the mark of our own site becomes the origin wherever it stands', () => {
    const html = `<a href="${SITE_MARK}/a">a</a><img src="${SITE_MARK}/media/b.jpg">`
    expect(onSite(html, 'https://news.example')).toBe(
      '<a href="https://news.example/a">a</a><img src="https://news.example/media/b.jpg">',
    )
  })

  it('the mark of our own site can be in no text that anybody wrote', () => {
    expect(storable(SITE_MARK)).toBe('')
  })
})
