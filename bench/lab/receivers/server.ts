import { createHash, createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import {
  type Answered,
  type Asked,
  HOSTS,
  type Kind,
  type Question,
  type Receipt,
  secretOf,
} from './callbacks.ts'

// A process of its own that stands for all subscribers: it confirms what it is asked, and writes down what it is sent. Its
// callbacks are at /KIND/NUMBER, each kind at an address of its own, and its topic, which a hub may fetch, at /topic.

/** A callback that is slow, but within the ten seconds that a hub gives it. */
const SLOW_MS = 9000

/** An endless body gets another piece so often. */
const PIECE_MS = 100

const receipts: Receipt[] = []
const questions: Question[] = []
let topic = { body: '', hub: '' }

const ANSWERS: Readonly<Record<Kind, (response: ServerResponse) => void>> = {
  fast: (response) => response.writeHead(204).end(),
  slow: (response) => void setTimeout(() => response.writeHead(204).end(), SLOW_MS),
  hanging: () => {},
  moved: (response) => response.writeHead(302, { Location: '/fast/0' }).end(),
  gone: (response) => response.writeHead(410).end(),
  broken: (response) => response.writeHead(500).end(),
  endless: (response) => {
    response.writeHead(200, { 'Content-Type': 'text/plain' })
    const timer = setInterval(() => response.write('and on and on '.repeat(100)), PIECE_MS)
    response.on('close', () => clearInterval(timer))
  },
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://receivers.example')
  if (url.pathname === '/topic') return answerTopic(response)
  const [, kind = '', number = ''] = url.pathname.split('/')
  const challenge = url.searchParams.get('hub.challenge')
  if (request.method === 'GET') {
    questions.push({ callback: Number(number), at: Date.now() })
    return void response.writeHead(challenge ? 200 : 404).end(challenge)
  }
  const body = await buffer(request)
  const [at, callback] = [Date.now(), Number(number)]
  const isSigned = isSignedWith(secretOf(callback), request.headers['x-hub-signature'], body)
  const edition = editionOf(body)
  receipts.push({ kind: kind as Kind, callback, at, edition, bytes: body.length, isSigned })
  ANSWERS[kind as Kind](response)
}

function answerTopic(response: ServerResponse): void {
  const { body, hub } = topic
  const self = `http://${HOSTS.fast}:${port}/topic`
  const link = `<${hub}>; rel="hub", <${self}>; rel="self"`
  // The body has a hash for its ETag, so that a hub which asks with it sees that it is another one.
  const etag = `"${createHash('sha256').update(body).digest('hex')}"`
  response.writeHead(200, { 'Content-Type': 'application/rss+xml', Link: link, ETag: etag }).end(body)
}

function isSignedWith(secret: string, signature: string | string[] | undefined, body: Uint8Array): boolean {
  const [method = '', digest] = String(signature).split('=')
  return /^sha\d+$/.test(method) && createHmac(method, secret).update(body).digest('hex') === digest
}

let last = { body: Buffer.alloc(0), edition: 0 }

// Thousands get the same bytes: those are read once.
function editionOf(body: Buffer): number {
  if (!last.body.equals(body)) {
    const editions = Array.from(body.toString().matchAll(/Edition (\d+)\./g), ([, number]) => Number(number))
    last = { body, edition: Math.max(0, ...editions) }
  }
  return last.edition
}

const listener = (request: IncomingMessage, response: ServerResponse) => {
  answer(request, response).catch(() => response.destroy())
}
let port = 0
for (const host of Object.values(HOSTS)) {
  const server = createServer(listener).listen({ port, host, backlog: 4096 })
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
}

process.on('message', (asked: Asked) => {
  if (asked.ask === 'topic') topic = asked
  const isAll = asked.ask === 'received'
  const [count, asks] = [receipts.length, questions.length]
  process.send?.({
    count,
    asks,
    receipts: isAll ? receipts.splice(0) : [],
    questions: isAll ? questions.splice(0) : [],
  } satisfies Answered)
})
process.on('disconnect', () => process.exit())
process.send?.({ port })
