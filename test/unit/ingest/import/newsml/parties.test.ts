import { describe, expect, it } from 'vitest'
import { article, HEADLINE, refusals } from '../../../../support/newsml-item.ts'

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
    [
      'canceled',
      '<pubStatus qcode="stat:canceled"/>',
      /^Its pubStatus is canceled: it must not be published/,
    ],
    [
      'canceled by URI',
      '<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/canceled"/>',
      /^Its pubStatus is canceled/,
    ],
    ['withheld', '<pubStatus qcode="stat:withheld"/>', /^Its pubStatus is "withheld"/],
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
    expect(refusals({ meta: VERSION + meta })).toEqual([{ item, reason: expect.stringMatching(reason) }])
  })

  it('a NewsML-G2 item that is not news is taken when its embargo was over with this version', () => {
    const meta = `${VERSION}<embargoed>2024-05-01T12:30:00Z</embargoed><pubStatus qcode="stat:usable"/>`
    expect(article({ meta }).title).toBe('Judul')
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
