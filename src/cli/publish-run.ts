import { basename } from 'node:path'
import { momentText } from '../formats/dates.ts'
import { hexDigest } from '../ingest/aliases.ts'
import { cleanHtml } from '../ingest/clean-html.ts'
import { readFrontMatter } from '../ingest/content/front-matter.ts'
import { renderMarkdown } from '../ingest/content/markdown.ts'
import type { ImportedArticle, IncomingDocument } from '../ingest/import/common/importer.ts'
import { Mentions } from '../ingest/import/common/mentions.ts'
import { importDocument } from '../ingest/import/index.ts'
import { storable } from '../model/text.ts'
import { explain } from './accidents.ts'
import { readIncoming } from './incoming.ts'
import type { Output } from './terminal.ts'

/** Where articles are sent. */
export interface PublishTarget {
  readonly origin: string
  readonly token: string
}

/** An article as it is sent: under a key that is the same each time. */
interface Outgoing {
  readonly key: string
  readonly article: Readonly<Record<string, unknown>>
}

/** Sends the articles of a document, or an article file. Says what became of each. Returns how many failed. */
export async function publishFrom(name: string, target: PublishTarget, output: Output): Promise<number> {
  let failures = 0
  const fail = (reason: string) => {
    failures++
    output.err(storable(`${name}: ${reason}`))
  }
  try {
    const document = await readIncoming(name)
    for (const { key, article } of await outgoingOf(document, fail)) {
      const answer = await send(key, article, target)
      if ('failure' in answer) fail(`${article.title}: ${answer.failure}`)
      else output.out(storable(`${name}: ${answer.outcome}: ${article.title} (${answer.where})`))
    }
  } catch (error) {
    fail(explain(error))
  }
  return failures
}

async function outgoingOf(document: IncomingDocument, fail: (reason: string) => void): Promise<Outgoing[]> {
  if (/\.md$/i.test(document.name)) return fileOf(document, fail)
  const { articles, refused } = importDocument(document, { now: Date.now() })
  for (const { item, reason } of refused) fail(item ? `${item}: ${reason}` : reason)
  if (articles.length === 0 && refused.length === 0) fail('It holds no article.')
  return Promise.all(articles.map((one) => articleOf(one, document.url)))
}

async function fileOf({ text, name }: IncomingDocument, fail: (reason: string) => void): Promise<Outgoing[]> {
  const read = readFrontMatter(text)
  if (!read.ok) {
    fail(`line ${read.failure.line} ${read.failure.message}`)
    return []
  }
  const slug = basename(name, '.md')
  const { id: _, format, ...fields } = read.value.value as Record<string, unknown>
  const { body } = read.value
  const html = format === 'html' ? body : renderMarkdown(storable(body), slug).html
  return [{ key: await keyOf(slug), article: { ...fields, slug, body: html } }]
}

async function articleOf(article: ImportedArticle, url: string | undefined): Promise<Outgoing> {
  const { id, guid, title, language, published, updated, publisher, sources, body, base, ...more } = article
  const { summary, dateline, authors, original, image, recordings, tags, rights, related } = more
  const mentions = new Mentions([])
  const own = mentions.resolve(publisher)?.id
  const chain = sources.flatMap((one) => mentions.resolve(one)?.id ?? []).filter((one) => one !== own)
  const address = base ?? original ?? url
  const fields = {
    title,
    language,
    published: momentText(published),
    updated: updated && momentText(updated),
    summary,
    dateline,
    authors,
    publisher: own,
    sources: [...new Set(chain)],
    original,
    image: image && Object.keys(image).length > 0 ? image : undefined,
    recordings,
    tags,
    rights,
    related,
    body: cleanHtml(body, (link) => URL.parse(link, address)?.href),
  }
  const name = id ?? guid ?? original ?? `${momentText(published)} ${title}`
  return { key: await keyOf(name), article: fields }
}

/** A key of what an article is called: itself where it may be one, else a digest. */
async function keyOf(name: string): Promise<string> {
  return /^[A-Za-z0-9._~-]{1,200}$/.test(name) ? name : await hexDigest(name, 16)
}

interface Problem {
  readonly title?: string
  readonly detail?: string
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[]
}

async function send(key: string, article: object, { origin, token }: PublishTarget) {
  const response = await fetch(`${origin}/api/articles/${key}`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(article),
    redirect: 'error',
  })
  const answer = (await response.json().catch(() => ({}))) as Record<string, string> & Problem
  if (response.ok) return { outcome: answer.outcome, where: answer.url ?? answer.status }
  const faults = answer.errors?.map((one) => `${one.pointer} ${one.detail}`).join('; ')
  return { failure: faults ?? answer.detail ?? `The site answered ${response.status}.` }
}
