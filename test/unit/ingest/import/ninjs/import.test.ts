import { describe, expect, it } from 'vitest'
import type { ImportedArticle } from '../../../../../src/ingest/import/common/importer.ts'
import { ninjsImporter } from '../../../../../src/ingest/import/ninjs/import.ts'

type Json = Readonly<Record<string, unknown>>

const ITEM: Json = {
  uri: 'urn:newsml:antara.example:1',
  type: 'text',
  versioncreated: '2024-05-01T12:30:00+07:00',
  language: 'id',
  headline: 'Judul',
  copyrightholder: 'Antara',
  body_text: 'Satu <a>\n\nDua',
}

function read(item: unknown, url?: string) {
  return ninjsImporter.read({ text: JSON.stringify(item), name: 'x.json', ...(url && { url }) })
}

function article(fields: Json = {}): ImportedArticle {
  const { articles, refused } = read({ ...ITEM, ...fields })
  const [only] = articles
  if (!only) throw new Error(refused.map(({ reason }) => reason).join())
  return only
}

function reason(fields: Json): string | undefined {
  const { articles, refused } = read({ ...ITEM, ...fields })
  expect(articles).toEqual([])
  return refused[0]?.reason
}

describe('detecting ninjs', () => {
  it.each([
    ['an item', ITEM, true],
    ['an array of items', [ITEM], true],
    ['an item without uri', { ...ITEM, uri: undefined }, true],
    ['JSON Feed', { version: 'https://jsonfeed.org/version/1.1', title: 'F', items: [] }, false],
    ['JSON-LD', { '@context': 'https://schema.org', uri: 'x', headline: 'J' }, false],
    ['a number', 1, false],
  ])('ninjs is told from other JSON: %s', (_what, value, expected) => {
    expect(ninjsImporter.detect({ text: JSON.stringify(value), name: 'x' })).toBe(expected)
  })

  it('the ninjs importer leaves alone what is no JSON', () => {
    expect(ninjsImporter.detect({ text: '{"uri"', name: 'x' })).toBe(false)
    expect(ninjsImporter.detect({ text: '<newsItem/>', name: 'x' })).toBe(false)
    expect(ninjsImporter.detect({ text: `\uFEFF ${JSON.stringify(ITEM)}`, name: 'x' })).toBe(true)
  })
})

describe('ninjs 1.x', () => {
  it('an item of ninjs 1.x gives the whole article', () => {
    const picture = {
      type: 'picture',
      byline: 'Jane Doe',
      copyrightholder: 'REUTERS',
      copyrightnotice: '(c) Reuters',
      description_text: 'Kapal',
      renditions: {
        kecil: { href: 'https://g.example/k.jpg', mimetype: 'image/jpeg', width: 80, height: 60 },
        utama: { href: 'https://g.example/u.jpg', mimetype: 'image/jpeg', width: 1200, height: 800 },
      },
    }
    expect(
      article({
        firstcreated: '2024-05-01T12:00:00+07:00',
        byline: 'Oleh Sari dan Budi, Reuters',
        located: 'Jakarta',
        description_text: 'Ringkas',
        copyrightnotice: 'Hak cipta Antara',
        usageterms: 'Tidak di Jepang',
        ednote: 'RAHASIA',
        infosource: [{ name: 'Sputnik', rel: 'originator' }, { name: 'Reuters' }],
        subject: [{ name: 'ekonomi, bisnis|uang' }, { code: '123' }],
        place: [{ name: 'Jakarta' }],
        person: [
          { name: 'Rini', rel: 'editor' },
          { name: 'Presiden', rel: 'about' },
        ],
        associations: { kosong: null, featuremedia: picture, lain: { ...picture, type: 'video' } },
      }),
    ).toEqual({
      id: 'urn:newsml:antara.example:1',
      title: 'Judul',
      language: 'id',
      published: { instant: Date.parse('2024-05-01T05:00:00Z'), offset: 420 },
      updated: { instant: Date.parse('2024-05-01T05:30:00Z'), offset: 420 },
      summary: 'Ringkas',
      dateline: 'Jakarta',
      authors: [
        { name: 'Rini', role: 'editor' },
        { name: 'Sari', role: 'reporter' },
        { name: 'Budi', role: 'reporter' },
      ],
      publisher: { name: 'Antara' },
      sources: [{ name: 'Reuters' }, { name: 'Sputnik' }],
      image: {
        url: 'https://g.example/u.jpg',
        width: 1200,
        height: 800,
        caption: 'Kapal',
        credit: 'Jane Doe/REUTERS',
      },
      tags: ['ekonomi/bisnis/uang', 'Presiden', 'Jakarta'],
      rights: 'Hak cipta Antara\nTidak di Jepang\n© REUTERS\n(c) Reuters',
      related: [],
      body: '<p>Satu &lt;a&gt;</p><p>Dua</p>',
      guesses: [],
    })
  })

  it.each([
    ['body_html', '<p>Satu</p>'],
    ['body_xhtml', '<p>Satu</p>'],
    ['body_richtext', '<html><head><title>T</title></head><body><h1>Judul</h1><p>Satu</p></body></html>'],
  ])('the text of a ninjs 1.x item is taken from %s rather than body_text', (name, value) => {
    expect(article({ [name]: value }).body).toBe('<p>Satu</p>')
  })

  it('a note to editors in ninjs 1.x is never shown, not even as a body or description', () => {
    const notes = { body_ednote: 'RAHASIA', description_editorialnote: 'RAHASIA', ednote: 'RAHASIA' }
    expect(JSON.stringify(article(notes))).not.toContain('RAHASIA')
  })
})

describe('ninjs 2.x and 3.x', () => {
  const { headline: _headline, body_text: _body, ...rest } = ITEM

  it.each(['contenttype', 'contentType'])(
    'headlines, bodies and descriptions of ninjs 2.x and 3.x are read from arrays (%s)',
    (type) => {
      const [one] = read({
        ...rest,
        headlines: [
          { role: 'short', value: 'Pendek' },
          { role: 'main', value: 'Judul' },
        ],
        descriptions: [{ role: 'text', value: 'Ringkas' }],
        bodies: [
          { role: 'text', [type]: 'text/plain', value: 'Polos' },
          { role: 'main', [type]: 'text/html', value: '<p>Kaya</p>' },
          { role: 'x', [type]: 'application/xml', value: '<NITF/>' },
        ],
      }).articles
      expect(one).toMatchObject({ title: 'Judul', summary: 'Ringkas', body: '<p>Kaya</p>' })
    },
  )

  it('the member names of ninjs 3.x are read', () => {
    const [one] = read(
      {
        uri: 'https://antara.example/1',
        firstCreated: '2024-05-01T05:00:00Z',
        versionCreated: '2024-05-01T05:30:00Z',
        pubStatus: 'usable',
        copyrightHolder: 'PT Antara',
        copyrightNotice: '(c) PT Antara',
        usageTerms: 'Syarat',
        rightsInfo: { linkedRights: 'https://antara.example/hak' },
        language: 'id',
        by: 'Sari',
        headlines: [{ value: 'Judul', contentType: 'text/plain' }],
        bodies: [{ value: '<p>Satu</p>' }],
        people: [{ name: 'Adi', rel: 'photographer' }],
        subjects: [{ name: 'uang' }],
        infoSources: [
          { name: 'Reuters', role: 'originator' },
          { name: 'Republika', role: 'distributor' },
          { name: 'AFP', role: 'supplier' },
        ],
        renditions: [{ contentType: 'text/html', href: 'https://antara.example/berita/1' }],
        associations: [
          { name: 'a', type: 'text', headlines: [{ value: 'Lain' }] },
          {
            name: 'mainpic',
            type: 'picture',
            by: 'Jane',
            renditions: [{ name: 'main', href: '/g.jpg', contentType: 'image/jpeg' }],
          },
        ],
      },
      'https://antara.example/',
    ).articles
    expect(one).toMatchObject({
      id: 'https://antara.example/1',
      publisher: { name: 'Republika' },
      sources: [{ name: 'AFP' }, { name: 'Reuters' }],
      authors: [
        { name: 'Adi', role: 'photographer' },
        { name: 'Sari', role: 'reporter' },
      ],
      rights: '(c) PT Antara\nSyarat\nhttps://antara.example/hak',
      original: 'https://antara.example/berita/1',
      image: { url: 'https://antara.example/g.jpg', credit: 'Jane' },
      tags: ['uang'],
      body: '<p>Satu</p>',
    })
  })

  it('every item of an array of ninjs is read', () => {
    const { articles, refused } = read([ITEM, { ...ITEM, uri: 'b', pubstatus: 'canceled' }, 7])
    expect(articles).toHaveLength(1)
    const reason = 'Its status is canceled: it must not be published.'
    expect(refused).toEqual([{ item: 'b', reason, restriction: { kind: 'canceled', id: 'b' } }])
  })
})

describe('versions of a ninjs item', () => {
  it('of several versions of a ninjs item only the newest counts, even where it withdraws the item', () => {
    const old = { ...ITEM, version: '9' }
    const { articles, refused } = read([{ ...ITEM, version: '10', headline: 'Baru' }, old])
    expect(articles.map(({ title }) => title)).toEqual(['Baru'])
    expect(refused[0]?.reason).toBe('A newer version of it is in the same document.')
    expect(read([old, { ...old, pubstatus: 'canceled' }]).articles).toEqual([])
  })
})

describe('a ninjs item', () => {
  it.each([
    [
      { copyrightholder: undefined, copyrightnotice: 'Copyright 2013 The News Agency, www.tna.org' },
      'The News Agency',
    ],
    [{ copyrightholder: undefined, infosource: [{ name: 'AP' }] }, 'AP'],
    [{ copyrightholder: undefined }, 'antara.example'],
    [{ copyrightholder: undefined, uri: 'https://www.kabar.example/1' }, 'kabar.example'],
  ])('a ninjs item guesses its publisher from %o and says so', (fields, name) => {
    const { publisher, guesses } = article(fields)
    expect(publisher).toEqual({ name })
    expect(guesses).toEqual([expect.stringMatching(/^No publisher is named; it was taken to be/)])
  })

  it.each([
    [{ pubstatus: 'canceled' }, 'Its status is canceled: it must not be published.'],
    [{ pubStatus: 'withheld' }, 'Its status is "withheld": only a usable item may be published.'],
    [{ embargoed: '2024-05-02T08:00:00+07:00' }, 'It is embargoed until 2024-05-02T08:00:00+07:00.'],
    [{ embargoedUntil: '2024-05-02T08:00:00Z' }, 'It is embargoed until 2024-05-02T08:00:00+00:00.'],
    [{ embargoed: '' }, 'It is embargoed until further notice.'],
    [{ type: 'picture' }, 'Its type is picture: a picture comes with an article.'],
    [{ type: 'event' }, 'Its type is event: only texts become articles.'],
    [{ headline: ' ' }, 'It has no title: looked for headline, headlines and title.'],
    [{ body_text: '' }, 'It has no text: looked for bodies, body_* and descriptions.'],
    [
      { versioncreated: 'kemarin' },
      'It has no time: firstCreated, versionCreated and contentCreated are missing or not readable.',
    ],
    [
      { copyrightholder: undefined, uri: 'x' },
      expect.stringMatching(/^It has no publisher: looked for infoSources/),
    ],
  ])('a ninjs item with %o is refused', (fields, expected) => {
    expect(reason(fields)).toEqual(expected)
  })

  it('a ninjs item under an embargo is in the result of the importer, with what it would be, and is taken when that is over', () => {
    const embargoed = { ...ITEM, embargoed: '2024-05-02T08:00:00+07:00' }
    const end = Date.parse(embargoed.embargoed)
    const at = (now: number) => ninjsImporter.read({ text: JSON.stringify(embargoed), name: 'x' }, { now })
    expect(at(end).articles).toHaveLength(1)
    const { articles, refused } = at(end - 1)
    expect(articles).toEqual([])
    expect(refused[0]?.restriction).toEqual({
      kind: 'embargo',
      until: { instant: end, offset: 420 },
      article: at(end).articles[0],
    })
  })

  it('a ninjs item shows no picture that may not be published', () => {
    const renditions = { main: { href: 'https://g.example/u.jpg' } }
    const canceled = { type: 'picture', pubstatus: 'canceled', renditions }
    expect(article({ associations: { a: canceled } })).not.toHaveProperty('image')
  })

  it('a ninjs item may have only a description, and that is said', () => {
    const { body, guesses } = article({ body_text: undefined, description_text: 'Singkat' })
    expect(body).toBe('<p>Singkat</p>')
    expect(guesses).toEqual(['It has no text of its own; its description stands for it.'])
  })
})
