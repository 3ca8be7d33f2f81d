import { parseFeed } from 'feedsmith'
import { contentTypeOf, FORMAT_NAMES, FORMATS, type FormatName } from '../../formats/index.ts'
import { count, type Output } from '../terminal.ts'
import { openAccount } from './account.ts'
import type { Names } from './wrangler-file.ts'

/** What one look at a site found: nothing wrong, something wrong, or something that the owner should know. */
export interface Finding {
  readonly kind: 'fine' | 'fault' | 'note'
  /** What was looked at. */
  readonly subject: string
  /** What is wrong or to be known; empty where it is fine. */
  readonly text: string
}

type Ask = (url: string, init?: RequestInit) => Promise<Response>

const TIMEOUT = 15_000
const ICONS = ['/favicon.ico', '/icon.svg', '/icon-192.png', '/icon-512.png', '/apple-touch-icon.png']
const CACHED = /HIT|STALE|UPDATING|REVALIDATED/

/** `npm run deploy -- --check URL`: prints what is right and wrong with a deployed site. Returns the exit code. */
export async function reportFirstDay(address: string, names: Names, output: Output): Promise<0 | 1> {
  const origin = URL.parse(address)?.origin
  if (!origin?.startsWith('http')) {
    output.err(
      `warta: --check is "${address}"; it has to be the address of a site, such as https://news.example`,
    )
    return 1
  }
  const findings = await lookAtSite(origin, await workersDevOf(origin, names))
  const marks = { fine: 'ok   ', fault: 'WRONG', note: 'note ' }
  for (const { kind, subject, text } of findings) {
    output.out(`${marks[kind]} ${subject}${text && `: ${text}`}`)
  }
  const faults = findings.filter(({ kind }) => kind === 'fault').length
  output.out(faults === 0 ? `${origin} is as it should be.` : `${count(faults, 'fault')} at ${origin}.`)
  return faults === 0 ? 0 : 1
}

/** Where Cloudflare would show the same Worker once more; `undefined` where that can't be known. */
async function workersDevOf(origin: string, { account, worker }: Names): Promise<string | undefined> {
  const opened = await openAccount(account).catch(() => undefined)
  const subdomain = opened?.ok ? await opened.value.api.subdomain(opened.value.id) : undefined
  const address = subdomain && `https://${worker}.${subdomain}.workers.dev`
  return address === origin ? undefined : address
}

/**
 * Looks at a site as readers, caches and browsers do. `duplicate` is another address at which the same site must not be.
 */
export async function lookAtSite(origin: string, duplicate?: string, ask: Ask = askOnce): Promise<Finding[]> {
  const looks: readonly (readonly [string, () => Promise<string | undefined>])[] = [
    ['health', () => health(origin, ask)],
    ...FORMAT_NAMES.map((name) => [FORMATS[name].label, () => feed(origin, name, ask)] as const),
    ...FORMAT_NAMES.map(
      (name) => [`304 of ${FORMATS[name].label}`, () => notModified(origin, name, ask)] as const,
    ),
    ['compression', () => compressed(origin, ask)],
    ['404', () => unknownPage(origin, ask)],
    ['headers', () => headers(origin, ask)],
    ['robots.txt and sitemap', () => sitemap(origin, ask)],
    ...ICONS.map((path) => [path, () => icon(origin, path, ask)] as const),
    ...(duplicate ? [['no second address', () => absent(duplicate, ask)] as const] : []),
  ]
  const findings: Finding[] = []
  for (const [subject, look] of looks) findings.push(findingOf('fault', subject, await tried(look)))
  findings.push(findingOf('note', "Cloudflare's cache", await tried(() => cacheHit(origin, ask))))
  if (origin.startsWith('https:')) {
    findings.push(findingOf('note', 'http leads to https', await tried(() => redirected(origin, ask))))
  }
  if (!duplicate) {
    findings.push({
      kind: 'note',
      subject: 'workers.dev',
      text: 'not looked at, because nobody is logged in or it is this site',
    })
  }
  return findings
}

function findingOf(kind: 'fault' | 'note', subject: string, text: string | undefined): Finding {
  return text === undefined ? { kind: 'fine', subject, text: '' } : { kind, subject, text }
}

// An answer that does not come is what the look found.
async function tried(look: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await look()
  } catch (error) {
    const { cause } = error as { cause?: { message?: string } }
    return `no answer (${cause?.message ?? error})`
  }
}

const askOnce: Ask = (url, init) =>
  fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT), ...init })

async function health(origin: string, ask: Ask): Promise<string | undefined> {
  const response = await ask(`${origin}/healthz`)
  const { status } = (await response.json().catch(() => ({}))) as { status?: string }
  if (response.status === 200 && status === 'ok') return undefined
  return `/healthz answered ${response.status}; the reason is in the log of the Worker (before the first sync it is 503)`
}

async function feed(origin: string, name: FormatName, ask: Ask): Promise<string | undefined> {
  const { file, mediaType } = FORMATS[name]
  const response = await ask(`${origin}/${file}`)
  const type = response.headers.get('Content-Type') ?? 'no type'
  const text = await response.text()
  if (response.status !== 200) return `/${file} answered ${response.status}`
  if (type.split(';')[0] !== mediaType) return `/${file} is ${type}, not ${contentTypeOf(name)}`
  if (!text.includes(`${origin}/${file}`))
    return `/${file} does not name its own address: is SITE_URL ${origin}?`
  const read = parseFeed(text).feed
  const items = 'items' in read ? read.items : 'entries' in read ? read.entries : undefined
  return items?.length ? undefined : `/${file} has no article`
}

async function notModified(origin: string, name: FormatName, ask: Ask): Promise<string | undefined> {
  const url = `${origin}/${FORMATS[name].file}`
  const first = await ask(url)
  await first.arrayBuffer()
  const [etag, modified] = [first.headers.get('ETag'), first.headers.get('Last-Modified')]
  if (!etag || !modified) return 'has no ETag or no Last-Modified'
  for (const [header, value] of [
    ['If-None-Match', etag],
    ['If-Modified-Since', modified],
  ] as const) {
    const { status } = await ask(url, { headers: { [header]: value } })
    if (status !== 304)
      return `answered ${status} to its own ${header}; every reader would load it whole each time`
  }
  return undefined
}

async function compressed(origin: string, ask: Ask): Promise<string | undefined> {
  for (const name of FORMAT_NAMES) {
    const { file } = FORMATS[name]
    const response = await ask(`${origin}/${file}`, { headers: { 'Accept-Encoding': 'gzip' } })
    await response.arrayBuffer()
    if (!response.headers.has('Content-Encoding')) return `/${file} comes without compression`
  }
  return undefined
}

async function unknownPage(origin: string, ask: Ask): Promise<string | undefined> {
  const { status } = await ask(`${origin}/articles/this-article-was-never-here`)
  return status === 404 ? undefined : `an article that is not there answered ${status}`
}

async function headers(origin: string, ask: Ask): Promise<string | undefined> {
  const page = await ask(`${origin}/`, { headers: { Accept: 'text/html' } })
  const document = await ask(`${origin}/rss.xml`)
  await Promise.all([page.arrayBuffer(), document.arrayBuffer()])
  const wanted: readonly (readonly [Response, string, string])[] = [
    [page, 'Content-Security-Policy', "default-src 'none'"],
    [page, 'X-Content-Type-Options', 'nosniff'],
    [document, 'Access-Control-Allow-Origin', '*'],
    [document, 'Cache-Control', 'max-age'],
    ...(origin.startsWith('https:') ? [[page, 'Strict-Transport-Security', 'max-age'] as const] : []),
  ]
  const missing = wanted.filter(([from, name, value]) => !from.headers.get(name)?.includes(value))
  return missing.length === 0 ? undefined : `missing or other: ${missing.map(([, name]) => name).join(', ')}`
}

async function sitemap(origin: string, ask: Ask): Promise<string | undefined> {
  const robots = await (await ask(`${origin}/robots.txt`)).text()
  if (!robots.includes(`${origin}/sitemap.xml`)) return `/robots.txt does not name ${origin}/sitemap.xml`
  const { status } = await ask(`${origin}/sitemap.xml`)
  return status === 200 ? undefined : `/sitemap.xml answered ${status}`
}

async function icon(origin: string, path: string, ask: Ask): Promise<string | undefined> {
  const response = await ask(origin + path)
  const type = response.headers.get('Content-Type') ?? ''
  return response.status === 200 && type.startsWith('image/')
    ? undefined
    : `answered ${response.status} ${type}`
}

async function absent(origin: string, ask: Ask): Promise<string | undefined> {
  const { status } = await ask(`${origin}/rss.xml`)
  return status === 200 ? `the site is at ${origin} too: set workers_dev = false, and deploy` : undefined
}

// The first request may be the one that puts the answer into the cache.
async function cacheHit(origin: string, ask: Ask): Promise<string | undefined> {
  let outcome: string | null = null
  for (let attempt = 0; attempt < 3; attempt++) {
    const response = await ask(`${origin}/rss.xml`)
    await response.arrayBuffer()
    outcome = response.headers.get('CF-Cache-Status')
    if (outcome && CACHED.test(outcome)) return undefined
  }
  return outcome
    ? `/rss.xml was never taken from it (${outcome})`
    : 'no CF-Cache-Status: none stands in front of this site'
}

async function redirected(origin: string, ask: Ask): Promise<string | undefined> {
  const { status, headers } = await ask(`${origin.replace('https:', 'http:')}/rss.xml`)
  if (headers.get('Location')?.startsWith('https:')) return undefined
  return `http answered ${status}; switch on "Always Use HTTPS" for the domain (SSL/TLS, Edge Certificates)`
}
