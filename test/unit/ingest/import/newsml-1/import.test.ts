import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newsml1Importer } from '../../../../../src/ingest/import/newsml-1/import.ts'

const NOW = Date.parse('2024-06-01T00:00:00Z')

interface Parts {
  readonly revision?: number
  readonly status?: string
  readonly times?: string
  readonly lines?: string
  readonly administrative?: string
  readonly descriptive?: string
  readonly content?: string
  readonly more?: string
}

const LINES = `<HeadLine>Menteri Menanam Cabai</HeadLine><SubHeadLine>Di kebun kota</SubHeadLine><ByLine>Oleh Sari Dewi</ByLine>
  <DateLine>Kupang, 1 Mei (AFP) - </DateLine><CopyrightLine>© 2024 AFP</CopyrightLine><KeywordLine>kebun, cabai</KeywordLine>`
const DESCRIPTIVE = `<Language FormalName="id"/><SubjectCode><Subject FormalName="04000000"/></SubjectCode>
  <SubjectCode><Subject FormalName="Economy, Business and Finance"/></SubjectCode><Property FormalName="Keyword" Value="Kota"/>`
const NITF = `<Format FormalName="NITF3.1"/><DataContent><nitf><body><body.content><p>Menteri menanam.</p><p>Warga membantu.</p></body.content></body></nitf></DataContent>`
const PHOTO = `<NewsComponent Duid="photo0"><NewsLines><HeadLine>Kebun</HeadLine><CreditLine>AFP/Arsip</CreditLine><ByLine>Adi Foto</ByLine></NewsLines>
  <NewsComponent><Role FormalName="Caption"/><ContentItem><MediaType FormalName="Text"/><DataContent><p>Dua orang di kebun</p></DataContent></ContentItem></NewsComponent>
  ${[
    ['Thumbnail', 't.jpg', 110, 73],
    ['HighDef', 'h.jpg', 768, 512],
  ]
    .map(
      ([
        role,
        href,
        width,
        height,
      ]) => `<NewsComponent><Role FormalName="${role}"/><ContentItem Href="${href}">
      <MediaType FormalName="Photo"/><Format FormalName="JPG"/><Characteristics><Property FormalName="Width" Value="${width}"/>
      <Property FormalName="Height" Value="${height}"/></Characteristics></ContentItem></NewsComponent>`,
    )
    .join('')}</NewsComponent>`

const item = ({
  revision = 1,
  status = '<Status FormalName="Usable"/>',
  times = '<FirstCreated>20240501T053000Z</FirstCreated><ThisRevisionCreated>20240501T063000+0000</ThisRevisionCreated>',
  lines = LINES,
  administrative = '<Provider><Party FormalName="AFP"/></Provider><Source><Party FormalName="Reuters"/></Source>',
  descriptive = DESCRIPTIVE,
  content = NITF,
  more = '',
}: Parts = {}) => `<NewsItem><Identification><NewsIdentifier><ProviderId>afp.com</ProviderId><DateId>20240501</DateId>
  <NewsItemId>doc-1</NewsItemId><RevisionId PreviousRevision="0" Update="N">${revision}</RevisionId>
  <PublicIdentifier>urn:newsml:afp.com:20240501:doc-1:${revision}</PublicIdentifier></NewsIdentifier></Identification>
  <NewsManagement><NewsItemType FormalName="News"/>${times}${status}</NewsManagement><NewsComponent><NewsLines>${lines}</NewsLines>
  <AdministrativeMetadata>${administrative}</AdministrativeMetadata><DescriptiveMetadata>${descriptive}</DescriptiveMetadata>
  <NewsComponent><Role FormalName="Main"/><ContentItem><MediaType FormalName="Text"/>${content}</ContentItem></NewsComponent>${more}</NewsComponent></NewsItem>`

const document = (...items: string[]) =>
  `<?xml version="1.0"?><NewsML Version="1.2"><Catalog Href="http://x.example/c.xml"/><NewsEnvelope><DateAndTime>20240501T053000Z</DateAndTime></NewsEnvelope>${items.join('')}</NewsML>`

const read = (...items: string[]) =>
  newsml1Importer.read(
    { text: document(...items), name: 'x.xml', url: 'https://wire.example/d/x.xml' },
    { now: NOW },
  )

function only(parts: Parts = {}) {
  const { articles, refused } = read(item(parts))
  const [article] = articles
  if (!article) throw new Error(refused[0]?.reason)
  return article
}

describe('a news item of NewsML 1.2', () => {
  it('a news item of NewsML 1.2 becomes an article with its credit, picture, rights and text', () => {
    expect(only({ more: PHOTO })).toEqual({
      id: 'urn:newsml:afp.com:20240501:doc-1',
      title: 'Menteri Menanam Cabai',
      language: 'id',
      published: { instant: Date.UTC(2024, 4, 1, 5, 30), offset: 0 },
      updated: { instant: Date.UTC(2024, 4, 1, 6, 30), offset: 0 },
      summary: 'Di kebun kota',
      dateline: 'Kupang, 1 Mei (AFP)',
      authors: [{ name: 'Sari Dewi', role: 'reporter' }],
      publisher: { name: 'AFP' },
      sources: [{ name: 'Reuters' }],
      image: {
        url: 'https://wire.example/d/h.jpg',
        width: 768,
        height: 512,
        caption: 'Dua orang di kebun',
        credit: 'Adi Foto/AFP/Arsip',
      },
      tags: ['Economy/Business and Finance', 'Kota', 'kebun', 'cabai'],
      rights: '© 2024 AFP',
      related: [],
      body: '<div><p>Menteri menanam.</p><p>Warga membantu.</p></div>',
      guesses: [],
    })
  })

  it.each([
    [
      'paragraphs of NITF alone',
      '<Format FormalName="bcNITF2.5"/><DataContent><p>Satu.</p><p>Dua.</p></DataContent>',
    ],
    ['plain text', '<MimeType FormalName="text/plain"/><DataContent>Satu.\n\nDua.</DataContent>'],
    [
      'HTML in CDATA',
      '<MimeType FormalName="text/html"/><DataContent><![CDATA[<p>Satu.</p><p>Dua.</p>]]></DataContent>',
    ],
    [
      'XHTML',
      '<Format FormalName="XHTML"/><DataContent><html><head><title>x</title></head><body><p>Satu.</p><p>Dua.</p></body></html></DataContent>',
    ],
  ])('a news item of NewsML 1.2 gives its text as %s', (_form, content) => {
    expect(only({ content }).body).toBe('<p>Satu.</p><p>Dua.</p>')
  })

  it('what the component of the text says counts before what those around it say', () => {
    const inner = `<NewsComponent><Role FormalName="Main"/><NewsLines><HeadLine>Judul dalam</HeadLine></NewsLines>
      <ContentItem><MediaType FormalName="Text"/>${NITF}</ContentItem></NewsComponent>`
    const text = document(
      item().replace(/<NewsComponent><Role FormalName="Main"\/>[\s\S]*?<\/NewsComponent>/, inner),
    )
    expect(newsml1Importer.read({ text, name: 'x' }).articles).toMatchObject([
      { title: 'Judul dalam', summary: 'Di kebun kota' },
    ])
  })

  it('of several revisions of a news item only the newest counts, even where it withdraws the item', () => {
    const newer = item({ revision: 10, lines: '<HeadLine>Baru</HeadLine>' })
    const { articles, refused } = read(newer, item({ revision: 9 }))
    expect(articles).toMatchObject([{ title: 'Baru', id: 'urn:newsml:afp.com:20240501:doc-1' }])
    expect(refused.map(({ reason }) => reason)).toEqual(['A newer revision of it is in the same document.'])
    const canceled = read(item(), item({ revision: 2, status: '<Status FormalName="Canceled"/>' }))
    expect(canceled.articles).toEqual([])
    expect(canceled.refused[1]?.restriction).toEqual({
      kind: 'canceled',
      id: 'urn:newsml:afp.com:20240501:doc-1',
    })
  })

  it('an embargoed news item is held until its status is to change, and taken from then on', () => {
    const until = (time: string) =>
      item({
        status: `<Status FormalName="Embargoed"/><StatusWillChange><FutureStatus FormalName="Usable"/><DateAndTime>${time}</DateAndTime></StatusWillChange>`,
      })
    expect(read(until('20240531T235959Z')).articles).toHaveLength(1)
    const [refusal] = read(until('20240601T000001Z')).refused
    expect(refusal?.reason).toBe('It is embargoed until 2024-06-01T00:00:01+00:00.')
    expect(refusal?.restriction).toMatchObject({
      kind: 'embargo',
      article: { title: 'Menteri Menanam Cabai' },
    })
    const forGood = read(item({ status: '<Status FormalName="Embargoed"/>' }))
    expect(forGood.refused[0]?.reason).toBe('It is embargoed until further notice.')
  })

  it.each([
    ['title', { lines: '<ByLine>Sari</ByLine>' }],
    ['time', { times: '' }],
    ['text', { content: '' }],
  ])('a news item of NewsML 1.2 without a %s is refused with what was looked for', (what, parts) => {
    expect(read(item(parts)).refused[0]?.reason).toMatch(new RegExp(`^It has no ${what}`))
  })

  it('an alert without a headline has its first paragraph for one, and that is told', () => {
    const alert = item({ lines: '' }).replace('FormalName="News"', 'FormalName="Alert"')
    expect(read(alert).articles).toMatchObject([
      {
        title: 'Menteri menanam.',
        guesses: ['The alert has no headline; its first paragraph stands for it.'],
      },
    ])
    expect(read(item({ lines: '' })).refused[0]?.reason).toMatch(/^It has no title/)
  })

  it('a news item that has only a picture, and a document without an item, are refused', () => {
    expect(read(item({ content: '', more: PHOTO })).refused[0]?.reason).toMatch(/^It has no text/)
    expect(read().refused[0]?.reason).toBe('It has no NewsItem.')
  })

  it('is told from NewsML-G2 by its root', () => {
    expect(newsml1Importer.detect({ text: document(), name: 'x' })).toBe(true)
    expect(newsml1Importer.detect({ text: '<newsItem/>', name: 'x' })).toBe(false)
  })

  it('nothing that is cut out of a document or repeated in it makes the importer throw', () => {
    const whole = document(item({ more: PHOTO }), item({ revision: 2 }))
    const place = fc.nat({ max: whole.length })
    fc.assert(
      fc.property(place, place, place, (from, to, at) => {
        const text = whole.slice(0, at) + whole.slice(from, to) + whole.slice(to)
        expect(() => newsml1Importer.read({ text, name: 'x' }, { now: NOW })).not.toThrow()
      }),
      { numRuns: 200 },
    )
  })
})
