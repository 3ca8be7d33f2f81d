import { cleanHtml } from '../../src/ingest/clean-html.ts'
import type { ImportedArticle } from '../../src/ingest/import/common/importer.ts'
import { feedImporter } from '../../src/ingest/import/feed/import.ts'

/** Reads a document of somebody's feed. */
export const read = (text: string, url?: string) =>
  feedImporter.read({ text, name: 'test', ...(url && { url }) })

/** The one article that a document holds, its body as it is stored. */
export function only(text: string, url?: string): ImportedArticle {
  const { articles, refused } = read(text, url)
  const [article] = articles
  if (!article || articles.length > 1) throw new Error(JSON.stringify(refused))
  const { base, ...rest } = article
  const body = cleanHtml(rest.body, (link) => URL.parse(link, base ?? rest.original ?? url)?.href)
  return { ...rest, body }
}

export const TIME = '<pubDate>Tue, 20 Sep 2022 12:32:00 +0700</pubDate>'
export const NAMESPACES = [
  'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"',
  'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"',
].join(' ')
export const rss = (item: string, channel = '<title>Kabar</title><link>https://kabar.example/</link>') =>
  `<?xml version="1.0"?><rss version="2.0" ${NAMESPACES}><channel>${channel}<language>id</language><item>${item}</item></channel></rss>`
export const withTitle = (item: string) => rss(`<title>Judul</title>${TIME}${item}`)
export const atom = (entry: string, head = '', attributes = 'xml:lang="id"') =>
  `<feed xmlns="http://www.w3.org/2005/Atom" ${attributes}><title>Kabar</title>${head}<entry><title>Judul</title>${entry}</entry></feed>`
export const json = (item: object, feed: object = {}) =>
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'Kabar',
    language: 'id',
    ...feed,
    items: [item],
  })
