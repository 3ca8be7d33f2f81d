import { type Context, Hono } from 'hono'
import { readLimited } from '../ingest/read-limited.ts'
import type { AppEnv } from '../serve/context.ts'
import { clientOf, isOneTooMany } from '../serve/limits.ts'
import { logFailure } from '../serve/problem-response.tsx'
import { isDatabaseFailure } from '../storage/database.ts'
import { addRequest } from '../storage/hub/requests.ts'
import { findChannel } from '../storage/read/channels.ts'
import { type Hub, hubOf, policyOf, userAgentOf } from './hub-context.ts'
import { REQUEST_BYTES, readRequest } from './read-request.ts'

const FORM = 'application/x-www-form-urlencoded'

/**
 * The WebSub hub of the site's feeds (W3C WebSub, 5). It says 202 to every request that is well-formed and names a feed of
 * this site, whatever its callback will say. Answers are plain sentences, and say nothing back of what was sent.
 */
export const websub = new Hono<AppEnv>()
  .post('/hub', async (c) => {
    const hub = hubOf(c.env, c.var.context.config)
    return hub ? answerRequest(c, hub) : answer(404, 'There is no hub here.')
  })
  .get('/hub', (c) =>
    hubOf(c.env, c.var.context.config)
      ? answer(200, 'This is a WebSub hub: https://www.w3.org/TR/websub/ tells what to POST here.')
      : answer(404, 'There is no hub here.'),
  )
  .all('/hub', () => answer(405, 'This takes GET and POST.', { Allow: 'GET, HEAD, POST' }))
  .onError((error, c) => {
    const status = isDatabaseFailure(error) ? 503 : 500
    logFailure(c.req.raw, status, error)
    return answer(status, 'This could not be taken down. Please try again later.', { 'Retry-After': '60' })
  })

async function answerRequest(c: Context<AppEnv>, hub: Hub): Promise<Response> {
  const { config, address } = c.var.context
  if (await isOneTooMany(c.env, 'HUB_REQUESTS', clientOf(c.req.raw.headers))) return tooMany()
  // One hub that subscribes to another, or to itself, would never stop.
  if (c.req.header('User-Agent')?.startsWith(userAgentOf(config)))
    return answer(403, 'This is the hub itself.')
  const form = await readForm(c.req.raw)
  if (form instanceof Response) return form
  const { origin } = address
  const policy = { origin, ...policyOf(hub, origin) }
  const request = readRequest(form, policy)
  if (!request.ok) return answer(400, request.failure)
  if (request.value.mode === 'publish') {
    await hub.tasks.send({ kind: 'announce' })
    return new Response(null, { status: 204, headers: { 'Cache-Control': 'no-store' } })
  }
  const channel = await findChannel(hub.db, request.value.topic)
  if (!channel && request.value.mode === 'subscribe') return answer(400, 'hub.topic is no feed of this site.')
  // Counted whatever is asked and known of it, and answered as the limit of clients is: it tells nobody who subscribes. In
  // tests all callbacks are of one host.
  const host = config.hubAnywhere ? undefined : request.value.host
  if (await isOneTooMany(c.env, 'HUB_CALLBACKS', host)) return tooMany()
  const key = await addRequest(hub.db, request.value, hub.now())
  if (key === 'full') return tooMany()
  if (key !== undefined) await queueVerification(hub, key)
  return answer(202, 'The callback will be asked whether it meant this.')
}

// Where the queue does not take it, the request is found by the clock a minute later.
async function queueVerification({ tasks }: Hub, request: number): Promise<void> {
  try {
    await tasks.send({ kind: 'verify', request })
  } catch (error) {
    // biome-ignore lint/suspicious/noConsole: the log of the Worker is where failures are looked for
    console.warn('A verification could not be queued', error)
  }
}

async function readForm(request: Request): Promise<URLSearchParams | Response> {
  const [type = ''] = (request.headers.get('Content-Type') ?? '').split(';')
  if (type.trim().toLowerCase() !== FORM) return answer(415, `The body has to be ${FORM}.`, { Accept: FORM })
  const bytes = request.body ? await readLimited(request.body, REQUEST_BYTES) : new Uint8Array()
  return bytes
    ? new URLSearchParams(new TextDecoder().decode(bytes))
    : answer(413, `The body may have ${REQUEST_BYTES} bytes.`)
}

function tooMany(): Response {
  const text =
    'Too many requests. Wait, and ask once for each feed and lease: a subscription lasts up to 30 days.'
  return answer(429, text, { 'Retry-After': '60' })
}

function answer(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(`${text}\n`, {
    status,
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
      ...headers,
    },
  })
}
