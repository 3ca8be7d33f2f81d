import { basename } from 'node:path'
import { DOCUMENT_IMPORTERS } from '../api/request-schemas.ts'
import { momentText } from '../formats/dates.ts'
import { hexDigest } from '../ingest/aliases.ts'
import { cleanHtml } from '../ingest/clean-html.ts'
import { readFrontMatter } from '../ingest/content/front-matter.ts'
import { renderMarkdown } from '../ingest/content/markdown.ts'
import type { ImportedArticle, IncomingDocument, Refusal } from '../ingest/import/common/importer.ts'
import { isMembers } from '../ingest/import/common/json-members.ts'
import { Mentions } from '../ingest/import/common/mentions.ts'
import { IMPORTERS, importDocument } from '../ingest/import/index.ts'
import { FURTHER_NOTICE } from '../model/lifecycle.ts'
import { storable } from '../model/text.ts'
import { explain } from './accidents.ts'
import { readIncoming } from './incoming.ts'
import { count, type Output } from './terminal.ts'

/** Where articles are sent. */
export interface PublishTarget {
  readonly origin: string
  readonly token: string
  /** Waits so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<unknown>
}

/** What is sent: an article, that one is withdrawn, or a document whose items the site reads itself. */
interface Outgoing {
  /** How messages call it. */
  readonly title: string
  readonly method: 'GET' | 'PUT' | 'POST'
  /** Below /api. That of an article is the same each time. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** The fields of an article whose document does not say what its newsroom has added to it. */
  readonly imported?: { readonly published: string }
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
    for (const outgoing of await outgoingOf(document, fail)) {
      for (const { title, failure, outcome, where } of await publish(outgoing, target, output)) {
        const called = title ?? outgoing.title
        if (failure !== undefined) fail(called === '' ? failure : `${called}: ${failure}`)
        else output.out(storable(`${name}: ${outcome}: ${called} (${where})`))
      }
    }
  } catch (error) {
    fail(explain(error))
  }
  return failures
}

async function outgoingOf(document: IncomingDocument, fail: (reason: string) => void): Promise<Outgoing[]> {
  if (/\.md$/i.test(document.name)) return fileOf(document, fail)
  // The site recognises the items of documents that it reads itself, whichever way they come.
  const importer = IMPORTERS.find((one) => one.detect(document))
  if (importer && DOCUMENT_IMPORTERS.includes(importer)) return [documentOf(document)]
  const { articles, refused } = importDocument(document, { now: Date.now() })
  if (articles.length === 0 && refused.length === 0) fail('It holds no article.')
  const others = await Promise.all(refused.map((one) => restrictedOf(one, document.url, fail)))
  const free = await Promise.all(articles.map((one) => articleOf(one, document.url)))
  return [...free, ...others.flat()]
}

function documentOf({ text, url }: IncomingDocument): Outgoing {
  const [, mark = ''] = /^[\s\uFEFF]*([<[{])/.exec(text) ?? []
  const type = mark === '<' ? 'application/xml' : mark === '' ? 'text/plain' : 'application/json'
  const headers = {
    'Content-Type': `${type}; charset=utf-8`,
    ...(url !== undefined && { 'Content-Location': url }),
  }
  return { title: '', method: 'POST', path: 'documents', headers, body: text }
}

function putOf(title: string, path: string, body: object): Outgoing {
  const headers = { 'Content-Type': 'application/json' }
  return { title, method: 'PUT', path: `articles/${path}`, headers, body: JSON.stringify(body) }
}

/** What is sent of an item that is not to be published now, or not any more. */
async function restrictedOf(
  { item, reason, restriction }: Refusal,
  url: string | undefined,
  fail: (reason: string) => void,
): Promise<Outgoing[]> {
  if (restriction?.kind === 'embargo') {
    const { article, until } = restriction
    return [await articleOf(article, url, until ? momentText(until) : FURTHER_NOTICE)]
  }
  if (restriction?.kind === 'canceled') {
    const path = `${await keyOf(restriction.id)}/withdrawal`
    return [putOf(item, path, { kind: 'kill', reason })]
  }
  fail(item ? `${item}: ${reason}` : reason)
  return []
}

/** What is looked at of an article file before it is sent; the site says what is wrong with the rest. */
interface ArticleFields {
  readonly [field: string]: unknown
  readonly image?: { readonly file?: string } | null
  readonly recordings?: readonly ({ readonly file?: string } | null)[] | null
}

async function fileOf({ text, name }: IncomingDocument, fail: (reason: string) => void): Promise<Outgoing[]> {
  const read = readFrontMatter(text)
  if (!read.ok) {
    fail(`line ${read.failure.line} ${read.failure.message}`)
    return []
  }
  const slug = basename(name, '.md')
  const { id: _, format, withdrawn, ...fields } = read.value.value as ArticleFields
  // What else is in the file counts no more.
  if (isMembers(withdrawn)) {
    const { at: _, ...ending } = withdrawn
    return [putOf(String(fields.title ?? slug), `${await keyOf(slug)}/withdrawal`, ending)]
  }
  const { body } = read.value
  const beside = [fields.image, ...[fields.recordings ?? []].flat()].find((one) => one?.file)?.file
  if (beside) {
    fail(
      `${beside} stands beside the article's file and cannot be sent; write its address as url: in place of file:`,
    )
    return []
  }
  const html = format === 'html' ? body : renderMarkdown(storable(body), slug).html
  const article = { ...fields, ...(withdrawn !== undefined && { withdrawn }), slug, body: html }
  return [putOf(String(fields.title), await keyOf(slug), article)]
}

async function articleOf(
  article: ImportedArticle,
  url: string | undefined,
  embargo?: string,
): Promise<Outgoing> {
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
    embargo,
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
  return { ...putOf(title, await keyOf(name), fields), imported: fields }
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

/** How often an article is sent while the site asks to wait. */
const TRIES = 5
/** The longest wait, in seconds. */
const PATIENCE = 120

/** What became of an article, or why not. */
interface Result {
  readonly title?: string | undefined
  readonly failure?: string | undefined
  readonly outcome?: string | undefined
  /** Its address, or its state where it has none. */
  readonly where?: string | undefined
}

async function publish(
  outgoing: Outgoing,
  target: PublishTarget,
  output: Output,
): Promise<readonly Result[]> {
  const { title, path, imported } = outgoing
  if (!imported) return resultsOf(await send(outgoing, target, output), target)
  const stored = await send({ title, path, method: 'GET', headers: {} }, target, output)
  if (!stored.ok && stored.status !== 404) return resultsOf(stored, target)
  const { article = {} } = (await stored.json()) as Answer
  const body = JSON.stringify({ ...imported, ...keptOf(article, imported.published) })
  return resultsOf(await send({ ...outgoing, body }, target, output), target)
}

/**
 * What the next version of an article does not replace, as it does not where the site reads it itself: what was added to it,
 * and its time where it was corrected before the one that the version says.
 */
function keptOf({ corrections, expires, published }: StoredArticle, next: string): StoredArticle {
  const wasCorrected = corrections?.some(({ at }) => Date.parse(at) < Date.parse(next)) ?? false
  return { corrections, expires, ...(wasCorrected && { published }) }
}

/** Sends something. Where the site is busy, or has a limit of requests, it is sent again when the site says. */
async function send(outgoing: Outgoing, target: PublishTarget, output: Output): Promise<Response> {
  for (let left = TRIES; ; left--) {
    const response = await sendOnce(outgoing, target)
    const isBusy = response.status === 429 || response.status === 503
    if (!isBusy || left === 1) return response
    const seconds = Math.min(Number(response.headers.get('Retry-After')) || 5, PATIENCE)
    await response.body?.cancel()
    output.err(`The site asks to wait ${count(seconds, 'second')}.`)
    await target.wait(seconds * 1000)
  }
}

async function sendOnce(
  { method, path, headers, body }: Outgoing,
  { origin, token }: PublishTarget,
): Promise<Response> {
  try {
    return await fetch(`${origin}/api/${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, ...headers },
      ...(body !== undefined && { body }),
      redirect: 'error',
    })
  } catch (error) {
    // The error itself says only that it failed.
    const { cause } = error as { readonly cause?: { readonly message?: string } }
    throw new Error(`${origin} gave no answer (${cause?.message || error}); send it again`, { cause: error })
  }
}

interface Answer extends Problem {
  readonly outcome?: string
  readonly url?: string
  readonly status?: string
  readonly items?: readonly AnsweredItem[]
  readonly article?: StoredArticle
}

interface StoredArticle {
  readonly corrections?: readonly { readonly at: string }[] | undefined
  readonly expires?: string | undefined
  readonly published?: string | undefined
}

interface AnsweredItem {
  readonly result: string
  readonly title?: string
  readonly status?: string
  readonly slug?: string
  readonly id?: string
  readonly item?: string
  readonly reason?: string
}

async function resultsOf(response: Response, { origin }: PublishTarget): Promise<readonly Result[]> {
  const answer = (await response.json().catch(() => ({}))) as Answer
  if (!response.ok) {
    const faults = answer.errors?.map((one) => `${one.pointer} ${one.detail}`).join('; ')
    return [{ failure: faults ?? answer.detail ?? `The site answered ${response.status}.` }]
  }
  if (!answer.items) return [{ outcome: answer.outcome ?? 'withdrawn', where: answer.url ?? answer.status }]
  if (answer.items.length === 0) return [{ failure: 'It holds no article.' }]
  return answer.items.map(({ result, title, status, slug, id, item, reason }) => {
    if (result === 'refused') return { title: item, failure: reason }
    if (result === 'killed') return { title: id, outcome: 'withdrawn', where: result }
    return {
      title,
      outcome: result,
      where: slug === undefined ? status : `${origin}/articles/${encodeURIComponent(slug)}`,
    }
  })
}
