import { describe, expect, it } from 'vitest'
import { newsmlImporter } from '../../../../../src/ingest/import/newsml/import.ts'
import { article, document, HEADLINE, read, refusals } from '../../../../support/newsml-item.ts'

describe('the credit of a NewsML-G2 item', () => {
  it('the credit of a NewsML-G2 item gives people their roles and organisations their place in the chain, nearest first', () => {
    const content = `${HEADLINE}<creator role="crol:reporter"><name>Sari Dewi</name></creator>
      <contributor role="ctrol:editor"><name>Rini Wati</name></contributor><contributor role="x:translator"><name>Budi</name></contributor>
      <contributor role="x:photographer"><name>Adi Foto</name></contributor><contributor role="ctrol:descrWriter"><name>dw</name></contributor>
      <infoSource role="isrol:originfo"><name>Sputnik</name></infoSource><infoSource literal="DPA"/><infoSource role="x:supplier"><name>Reuters</name></infoSource>
      <infoSource><name>ANTARA</name></infoSource><creditline>AP/Sari Dewi</creditline>`
    expect(article({ content })).toMatchObject({
      publisher: { name: 'Antara' },
      authors: [
        { name: 'Sari Dewi', role: 'reporter' },
        { name: 'Rini Wati', role: 'editor' },
        { name: 'Budi', role: 'translator' },
        { name: 'Adi Foto', role: 'photographer' },
      ],
      sources: [{ name: 'Reuters' }, { name: 'DPA' }, { name: 'AP' }, { name: 'Sputnik' }],
    })
  })

  it.each([
    ['By ASHOK SHARMA', ['ASHOK SHARMA'], []],
    ['Von Max Muster und Ana Lee, dpa', ['Max Muster', 'Ana Lee'], ['dpa']],
    ['Karl Melander/TT', ['Karl Melander'], ['TT']],
    ['Jane Doe, Associated Press', ['Jane Doe'], ['Associated Press']],
    ['Jane Doe, AP Writer', ['Jane Doe'], []],
    ['Oleh Sari dan Budi', ['Sari', 'Budi'], []],
    ['Antara', [], []],
  ])('the credit of a NewsML-G2 item takes the byline "%s" apart', (by, people, sources) => {
    const read = article({ content: `${HEADLINE}<by>${by}</by>` })
    expect(read.authors).toEqual(people.map((name) => ({ name, role: 'reporter' })))
    expect(read.sources).toEqual(sources.map((name) => ({ name })))
  })

  it('the credit of a NewsML-G2 item reads the byline of the text where the metadata have none', () => {
    expect(article().authors).toEqual([{ name: 'Sari Dewi', role: 'reporter' }])
    expect(article({ content: `${HEADLINE}<creator><name>Ana</name></creator>` }).authors).toEqual([
      { name: 'Ana', role: 'reporter' },
    ])
  })

  it('the credit of a NewsML-G2 item takes a creator that is an organisation for a source', () => {
    const content = `${HEADLINE}<creator qcode="web:tr.example"><name>Thomson Reuters</name></creator>`
    expect(article({ content })).toMatchObject({ sources: [{ name: 'Thomson Reuters' }], authors: [] })
  })

  it.each([
    ['<provider literal="Kantor"/>', '', 'Kantor'],
    ['<provider uri="https://www.kabar.example/tentang"/>', '', 'kabar.example'],
    [
      '<provider uri="https://x.example/"/>',
      '<rightsInfo><copyrightHolder literal="PT X"/></rightsInfo>',
      'PT X',
    ],
  ])('the credit of a NewsML-G2 item finds the publisher of %s', (provider, rights, name) => {
    const meta = `${provider}<versionCreated>2024-05-01T12:30:00Z</versionCreated>`
    expect(article({ meta, rights }).publisher).toEqual({ name })
  })
})

describe('a NewsML-G2 item that is not news', () => {
  const VERSION = '<provider literal="A"/><versionCreated>2024-05-01T12:30:00Z</versionCreated>'

  it.each([
    ['canceled', '<pubStatus qcode="stat:canceled"/>', /^Its status is canceled: it must not be published/],
    [
      'canceled by URI',
      '<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/canceled"/>',
      /^Its status is canceled/,
    ],
    ['withheld', '<pubStatus qcode="stat:withheld"/>', /^Its status is "withheld"/],
    [
      'embargoed',
      '<embargoed>2024-05-02T08:00:00+07:00</embargoed>',
      /^It is embargoed until 2024-05-02T08:00:00\+07:00\.$/,
    ],
    ['embargoed for good', '<embargoed/>', /^It is embargoed until further notice/],
    [
      'embargoed unreadably',
      '<embargoed>besok</embargoed>',
      /^It is embargoed until "besok", which is no time/,
    ],
  ])('a NewsML-G2 item that is not news is refused when %s', (_what, meta, reason) => {
    const item = 'urn:newsml:antara.example:1'
    expect(refusals({ meta: VERSION + meta })).toMatchObject([
      { item, reason: expect.stringMatching(reason) },
    ])
  })

  it('a NewsML-G2 item under an embargo is in the result of the importer, with what it would be, and is taken when that is over', () => {
    const text = document({ meta: `${VERSION}<embargoed>2024-05-02T08:00:00Z</embargoed>` })
    const end = Date.parse('2024-05-02T08:00:00Z')
    const at = (now: number) => newsmlImporter.read({ text, name: 'x' }, { now })
    expect(at(end).articles).toMatchObject([{ title: 'Judul' }])
    const { articles, refused } = at(end - 1)
    expect(articles).toEqual([])
    expect(refused.map(({ restriction }) => restriction)).toEqual([
      { kind: 'embargo', until: { instant: end, offset: 0 }, article: at(end).articles[0] },
    ])
  })

  it('a canceled NewsML-G2 item is in the result of the importer by its guid, unless a newer version stands for it', () => {
    const canceled = { kind: 'canceled', id: 'urn:newsml:antara.example:1' }
    const meta = `${VERSION}<pubStatus qcode="stat:canceled"/>`
    expect(refusals({ meta })[0]?.restriction).toEqual(canceled)
    const items = [document({ meta }), document().replace('version="2"', 'version="3"')]
    const message = `<newsMessage><itemSet>${items.map((item) => item.slice(item.indexOf('<newsItem'))).join('')}</itemSet></newsMessage>`
    const { articles, refused } = read(message)
    expect(articles).toHaveLength(1)
    expect(refused.map(({ restriction }) => restriction)).toEqual([undefined])
  })

  it.each([
    [
      'title',
      { content: '', set: '<inlineData>Isi</inlineData>' },
      /^It has no title: looked for a headline/,
    ],
    [
      'publisher',
      { meta: '<versionCreated>2024-05-01T12:30:00Z</versionCreated>' },
      /^It has no publisher: looked/,
    ],
    ['time', { meta: '<provider literal="A"/>' }, /^It has no time: firstCreated, versionCreated/],
  ])('a NewsML-G2 item that is not news is refused without %s', (_what, parts, reason) => {
    expect(refusals(parts)[0]?.reason).toMatch(reason)
  })
})
