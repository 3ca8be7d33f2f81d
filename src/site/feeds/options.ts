import type { Context } from 'hono'
import { contentTypeOf, type FormatName } from '../../formats/index.ts'
import { wantsPreview } from '../../http/navigation.ts'
import type { Problem } from '../../model/result.ts'
import { failed, type Result, success } from '../../model/result.ts'
import type { Representation } from '../../serve/answer.ts'
import type { Address, AppEnv } from '../../serve/context.ts'

const MAX_LIMIT = 100

/** What a feed's query string asks for. */
export interface FeedOptions {
  /** How many entries; `undefined` for as many as the site shows. */
  readonly limit: number | undefined
  readonly content: 'full' | 'summary'
  /** The query string of the feed's own URL: what of these was given, with its `?`; '' for none. */
  readonly query: string
}

/** Reads `limit` and `content`; other parameters (`utm_source`) are somebody else's and ignored. */
export function readFeedOptions(search: URLSearchParams): Result<FeedOptions, Problem> {
  const limits = search.getAll('limit')
  const contents = search.getAll('content')
  const [limit] = limits
  const [content] = contents
  if (limits.length > 1 || (limit !== undefined && !isLimit(limit))) {
    const nearest = nearestLimit(limit)
    const allowed = `a whole number from 1 to ${MAX_LIMIT}`
    return failed({ kind: 'bad-parameter', name: 'limit', allowed, ...(nearest && { nearest }) })
  }
  if (contents.length > 1 || (content !== undefined && content !== 'summary')) {
    return failed({ kind: 'bad-parameter', name: 'content', allowed: 'the value "summary"' })
  }
  const own = new URLSearchParams([...search].filter(([name]) => name === 'limit' || name === 'content'))
  return success({
    limit: limit === undefined ? undefined : Number(limit),
    content: content ?? 'full',
    query: own.size > 0 ? `?${own}` : '',
  })
}

function isLimit(text: string): boolean {
  return /^[1-9]\d{0,2}$/.test(text) && Number(text) <= MAX_LIMIT
}

// `undefined` where what stands there is no number.
function nearestLimit(text = ''): string | undefined {
  const number = /^\s*[-+]?\d+(?:\.\d+)?\s*$/.test(text) ? Math.round(Number(text)) : Number.NaN
  return Number.isNaN(number) ? undefined : String(Math.min(Math.max(number, 1), MAX_LIMIT))
}

/** The query string of an archive with that content. */
export function archiveQuery(content: FeedOptions['content']): string {
  return content === 'summary' ? '?content=summary' : ''
}

/** A feed as it is answered with: what chose its bytes, and its own address. */
export interface FeedAnswer {
  readonly format: FormatName
  /** How many entries, or what stands for that. */
  readonly extent: number | string
  readonly content: FeedOptions['content']
  /** The path and query of the document's own address. */
  readonly self: string
  readonly tag: string
  /** The hub that pushes it; missing where none does. */
  readonly hub?: string | undefined
}

/** How a feed is answered with, at whatever address. */
export function representFeed({ origin }: Address, answer: FeedAnswer): Representation {
  const { format, extent, content, self, tag, hub } = answer
  return {
    variant: `${format}${extent}${content === 'full' ? 'f' : 's'}`,
    contentType: contentTypeOf(format),
    tag,
    // In one line, because there are subscribers that read the first one alone.
    headers: { Link: `${hub ? `<${hub}>; rel="hub", ` : ''}<${origin}${self}>; rel="self"` },
  }
}

/** Whether a person comes to the address of a feed, who gets a page there unless `?raw` asks for the bytes. */
export function isForPerson(c: Context<AppEnv>, parameters: URLSearchParams): boolean {
  return !parameters.has('raw') && wantsPreview(c.req.raw.headers)
}
