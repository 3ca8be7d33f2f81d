import { type Context, Hono } from 'hono'
import type { AppEnv } from '../config.ts'
import { FORMAT_NAMES, FORMATS, type FormatName, feedPath, formatOfFile } from '../formats/index.ts'
import { isNotModified } from '../http/conditional.ts'
import { wantsPreview } from '../http/navigation.ts'
import { MAX_AGE, respondMoved, respondNotModified, respondWith } from '../http/respond.ts'
import type { ChannelKey } from '../model/channel.ts'
import { channelPath } from '../model/channel.ts'
import { openDocument } from '../publish/document.ts'
import { CHANNEL_ROUTE, channelOf } from './channel-key.ts'
import { answerPreview, PREVIEW_VARY } from './feed-preview.tsx'
import { readFeedOptions } from './feed-query.ts'
import { originOf } from './middleware.ts'
import { answerProblem } from './problems.tsx'
import { validatorsOf } from './validators.ts'

// The group matters: without it the last alternative alone is held to the end of the path.
const FILE = `:file{(?:${FORMAT_NAMES.map((name) => FORMATS[name].file.replace('.', '\\.')).join('|')})}`

/** The feeds of every channel in every format. */
export const feeds = new Hono<AppEnv>().get(`/${FILE}`, feedOfUrl).get(`${CHANNEL_ROUTE}/${FILE}`, feedOfUrl)

async function feedOfUrl(c: Context<AppEnv>): Promise<Response> {
  const format = formatOfFile(c.req.param('file') ?? '') ?? 'rss'
  const name = channelOf(c)
  if (name.ok) return answerFeed(c, name.key, format)
  if (!name.moved) return answerProblem(c, { kind: 'unknown-channel', path: c.req.path })
  return respondMoved(`${name.moved}/${FORMATS[format].file}${new URL(c.req.url).search}`)
}

/** Answers with a channel's feed, or with 304 before any article is read; with a page where a person comes. */
export async function answerFeed(
  c: Context<AppEnv>,
  channel: ChannelKey,
  format: FormatName,
  isNegotiated = false,
): Promise<Response> {
  const { config } = c.var
  const search = new URL(c.req.url).searchParams
  const isRaw = search.has('raw')
  if (!isRaw && wantsPreview(c.req.raw.headers)) return answerPreview(c, channel, format)
  const options = readFeedOptions(search)
  if ('kind' in options) return answerProblem(c, options)
  const origin = originOf(c)
  const setting = { ...config, origin, query: options.query, ttl: MAX_AGE / 60 }
  const document = await openDocument(c.env.DB, { ...options, channel, format }, setting)
  if (!document) return answerProblem(c, { kind: 'unknown-channel', path: channelPath(channel) })

  const variant = `${format}${options.limit}${options.content === 'full' ? 'f' : 's'}`
  const self = feedPath(channel, format) + options.query
  const caching = { now: Date.now(), vary: PREVIEW_VARY, ...(isNegotiated && { location: self }) }
  const validators = validatorsOf(document.version, variant, config)
  if (isNotModified(c.req.raw.headers, validators)) return respondNotModified({ ...caching, validators })

  const rendered = await document.render()
  if (!rendered) return answerProblem(c, { kind: 'unknown-channel', path: channelPath(channel) })
  return respondWith(
    rendered.text,
    `${FORMATS[format].mediaType}; charset=utf-8`,
    { ...caching, validators: validatorsOf(rendered.version, variant, config) },
    { Link: `<${origin}${self}>; rel="self"` },
  )
}
