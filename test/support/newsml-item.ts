import { expect } from 'vitest'
import type { ImportedArticle, Refusal } from '../../src/ingest/import/common/importer.ts'
import { newsmlImporter } from '../../src/ingest/import/newsml/import.ts'

interface Parts {
  readonly attributes?: string
  readonly rights?: string
  readonly meta?: string
  readonly content?: string
  readonly set?: string
  readonly after?: string
}

export const NITF = `<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body>
  <body.head><hedline><hl1>Judul NITF</hl1><hl2>Dek NITF</hl2></hedline>
    <byline>Oleh Sari Dewi, <byttl>Wartawan</byttl></byline><dateline><location>Ambon</location> - </dateline></body.head>
  <body.content><block><p>Satu   &amp;
    dua.</p><hl2>Antara</hl2><p>Tiga &lt;b&gt;.</p></block><note noteclass="editorsnote"><p>RAHASIA</p></note></body.content>
  <body.end><tagline>(Disunting Rini)</tagline></body.end></body></nitf></inlineXML>`

/** A document with the parts that every item needs; what is given stands beside or instead of them. */
export function document({
  attributes = '',
  rights = '',
  meta,
  content,
  set = NITF,
  after = '',
}: Parts = {}): string {
  return `<?xml version="1.0"?><!-- kabar --><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:antara.example:1"
    version="2" standard="NewsML-G2" xml:lang="id" ${attributes}>${rights}<itemMeta><itemClass qcode="ninat:text"/>
    ${meta ?? '<provider qcode="nprov:antara"><name>Antara</name></provider><versionCreated>2024-05-01T12:30:00+07:00</versionCreated>'}
    </itemMeta><contentMeta>${content ?? '<headline>Judul</headline>'}</contentMeta><contentSet>${set}</contentSet>${after}</newsItem>`
}

/** Reads a document. */
export function read(text: string, url?: string) {
  return newsmlImporter.read({ text, name: 'berkas.xml', ...(url && { url }) })
}

/** The one article of a document with these parts. */
export function article(parts: Parts = {}, url?: string): ImportedArticle {
  const { articles, refused } = read(document(parts), url)
  const [only] = articles
  if (!only) throw new Error(refused.map(({ reason }) => reason).join())
  return only
}

/** Why a document with these parts holds no article. */
export function refusals(parts: Parts): readonly Refusal[] {
  const { articles, refused } = read(document(parts))
  expect(articles).toEqual([])
  return refused
}

export const PROVIDED =
  '<provider><name>Antara</name></provider><versionCreated>2024-05-01T12:30:00+07:00</versionCreated>'
export const HEADLINE = '<headline>Judul</headline>'
