import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nitfImporter } from '../../../../../src/ingest/import/nitf/import.ts'

const NOW = Date.parse('2024-06-01T00:00:00Z')

interface Parts {
  readonly attributes?: string
  readonly docdata?: string
  readonly head?: string
  readonly bodyHead?: string
  readonly content?: string
}

const DOCDATA = `<doc-id id-string="tag:agency.example,2024:1" regsrc="EP"/><date.issue norm="20240501T053000Z"/>
  <date.release norm="20240501T053000Z"/><doc.copyright year="2024" holder="The Example Press"/>`

const BODY_HEAD = `<hedline><hl1>Two Walk in Space</hl1><hl2>After a snag</hl2></hedline>
  <byline>By Alan Karben, <byttl>EP Aerospace Writer</byttl></byline><distributor>The Example Press</distributor>
  <dateline><location><city>CAPE CANAVERAL</city>, <state>Fla</state>.</location> <story.date norm="20240501">May 1</story.date></dateline>`

const CONTENT = `<media media-type="image"><media-reference source="/i.jpg" width="1200" height="800"/>
  <media-caption><p>Two in space.</p></media-caption><media-producer>NASA</media-producer></media>
  <block><p>CAPE CANAVERAL, Fla. (EP) — Two walked.</p><note type="npa"><p>NOT FOR PRINT</p></note><hl2>Later</hl2><p>They came back.</p></block>`

function story({ attributes = '', docdata = '', head = '', bodyHead = BODY_HEAD, content = CONTENT }: Parts) {
  const data = docdata.startsWith('<docdata') ? docdata : `<docdata>${docdata || DOCDATA}</docdata>`
  return `<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-4.dtd"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/" ${attributes}>
  <head><title>Title of the head</title>${head}${data}</head><body><body.head>${bodyHead}</body.head>
  <body.content>${content}</body.content></body></nitf>`
}

const read = (parts: Parts, now = NOW) =>
  nitfImporter.read({ text: story(parts), name: 'x.xml', url: 'https://agency.example/x.xml' }, { now })

function only(parts: Parts = {}) {
  const { articles, refused } = read(parts)
  const [article] = articles
  if (!article) throw new Error(refused[0]?.reason)
  return article
}

describe('a story in NITF', () => {
  it('a story in NITF becomes an article with its credit, picture, rights and text', () => {
    expect(only({ attributes: 'xml:lang="en-US"' })).toEqual({
      id: 'tag:agency.example,2024:1',
      title: 'Two Walk in Space',
      language: 'en-US',
      published: { instant: Date.UTC(2024, 4, 1, 5, 30), offset: 0 },
      summary: 'After a snag',
      dateline: 'CAPE CANAVERAL, Fla.',
      authors: [{ name: 'Alan Karben', role: 'reporter' }],
      publisher: { name: 'The Example Press' },
      sources: [],
      image: {
        url: 'https://agency.example/i.jpg',
        width: 1200,
        height: 800,
        caption: 'Two in space.',
        credit: 'NASA',
      },
      tags: [],
      rights: '© 2024 The Example Press',
      related: [],
      body: '<div> <div><p>CAPE CANAVERAL, Fla. (EP) — Two walked.</p><h2>Later</h2><p>They came back.</p></div></div>',
      guesses: [],
    })
  })

  it('a story in NITF names its subjects by the narrowest of their names, and its keywords', () => {
    const head = `<tobject><tobject.subject tobject.subject.refnum="04000000" tobject.subject.type="Economy, Business and Finance"/>
      <tobject.subject tobject.subject.type="Justice" tobject.subject.matter="Police" tobject.subject.detail="investigation"/>
      <tobject.subject tobject.subject.type="POL:POLITICS"/><tobject.subject tobject.subject.refnum="1"/></tobject>`
    const docdata = `${DOCDATA}<key-list><keyword key="space, walk"/><keyword key="Moon"/></key-list>`
    expect(only({ head, docdata }).tags).toEqual([
      'Economy/Business and Finance',
      'investigation',
      'POLITICS',
      'space',
      'walk',
      'Moon',
    ])
  })

  it.each([
    ['its publication', '<pubdata name="The Courier"/>', 'The Courier'],
    ['the holder of its copyright', '', 'The Example Press'],
  ])('a story in NITF without a distributor is published by %s', (_who, head, name) => {
    expect(only({ head, bodyHead: '<hedline><hl1>Two</hl1></hedline>' }).publisher).toEqual({ name })
  })

  it('a story in NITF without headline, language, zone or text takes what stands for them, and that is told', () => {
    const docdata = '<date.issue norm="20240501T123000"/><doc-id regsrc="Antara"/>'
    const bodyHead =
      '<abstract><p>Perjanjian itu tidak akan diperpanjang, kata mereka, karena dinilai sudah cukup untuk saat ini.</p></abstract><byline>gr/bp</byline>'
    expect(only({ docdata, bodyHead, content: '' })).toMatchObject({
      title: 'Title of the head',
      language: 'id',
      published: { instant: Date.UTC(2024, 4, 1, 5, 30), offset: 420 },
      authors: [],
      body: '<p>Perjanjian itu tidak akan diperpanjang, kata mereka, karena dinilai sudah cukup untuk saat ini.</p>',
      guesses: [
        'The language was not given and was taken to be Indonesian.',
        'The time zone was not given and was taken to be WIB.',
        'It has no text of its own; its abstract stands for it.',
      ],
    })
  })

  it('a story in NITF is held until its release, and taken from then on', () => {
    const docdata = DOCDATA.replace(/<date.release norm="[^"]*"/, '<date.release norm="20240701T000000Z"')
    const { articles, refused } = read({ docdata })
    expect(articles).toEqual([])
    expect(refused).toMatchObject([
      {
        item: 'tag:agency.example,2024:1',
        reason: 'It is embargoed until 2024-07-01T00:00:00+00:00.',
        restriction: { kind: 'embargo', article: { title: 'Two Walk in Space' } },
      },
    ])
    expect(read({ docdata }, Date.UTC(2024, 6, 1)).articles).toHaveLength(1)
  })

  it.each([
    ['canceled', /^Its status is canceled/, { kind: 'canceled', id: 'tag:agency.example,2024:1' }],
    ['withheld', /^Its status is "withheld"/, { kind: 'embargo', article: { title: 'Two Walk in Space' } }],
  ])(
    'a story in NITF that is %s is refused, and says what is to be done with it',
    (status, reason, restriction) => {
      const docdata = `<docdata management-status="${status}">${DOCDATA}</docdata>`
      const [refusal] = read({ docdata }).refused
      expect(refusal?.reason).toMatch(reason)
      expect(refusal?.restriction).toMatchObject(restriction)
    },
  )

  it('an embargoed story in NITF without a release waits until further notice', () => {
    const docdata = `<docdata management-status="embargoed">${DOCDATA.replace(/<date.release[^>]*>/, '')}</docdata>`
    expect(read({ docdata }).refused[0]?.reason).toBe('It is embargoed until further notice.')
  })

  it.each([
    [
      'publisher',
      { docdata: '<date.issue norm="20240501"/>', bodyHead: '<hedline><hl1>Two</hl1></hedline>' },
    ],
    ['time', { docdata: '<doc-id regsrc="EP"/>', bodyHead: '<hedline><hl1>Two</hl1></hedline>' }],
    ['text', { content: '', bodyHead: BODY_HEAD.replace(/<hl2>.*<\/hl2>/, '') }],
  ])('a story in NITF without a %s is refused with what was looked for', (what, parts) => {
    expect(read(parts).refused[0]?.reason).toMatch(new RegExp(`^It has no ${what}: `))
  })

  it('is told from other XML by its root', () => {
    expect(nitfImporter.detect({ text: story({}), name: 'x' })).toBe(true)
    expect(nitfImporter.detect({ text: '<newsItem><nitf/></newsItem>', name: 'x' })).toBe(false)
    expect(nitfImporter.read({ text: `<nitf>${'<a>'.repeat(300)}`, name: 'x' }).refused[0]?.reason).toMatch(
      /nested/,
    )
  })

  it('nothing that is cut out of a story or repeated in it makes the importer throw', () => {
    const whole = story({ head: '<tobject><tobject.subject tobject.subject.type="A"/></tobject>' })
    const place = fc.nat({ max: whole.length })
    fc.assert(
      fc.property(place, place, place, (from, to, at) => {
        const text = whole.slice(0, at) + whole.slice(from, to) + whole.slice(to)
        expect(() => nitfImporter.read({ text, name: 'x' }, { now: NOW })).not.toThrow()
      }),
      { numRuns: 200 },
    )
  })
})
