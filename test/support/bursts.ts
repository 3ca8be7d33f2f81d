import { get, type IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/** A request of a reader: the path with its query string, and headers. */
export interface Asked {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
}

/** What a reader got. */
export interface Got extends Asked {
  readonly status: number
  /** The body of an answer that says that the server failed. */
  readonly body: string
  readonly milliseconds: number
}

/**
 * Sends requests in bursts, each request over a connection of its own. A burst begins when all of the one before is
 * answered, and no sooner than `pause` milliseconds after that one began.
 */
export async function sendInBursts(
  origin: string,
  requests: Iterable<Asked>,
  { burst, pause }: { readonly burst: number; readonly pause: number },
): Promise<Got[]> {
  const all = [...requests]
  const answers: Got[] = []
  for (let first = 0; first < all.length; first += burst) {
    const [together] = await Promise.all([
      Promise.all(all.slice(first, first + burst).map((asked) => send(origin, asked))),
      sleep(pause),
    ])
    answers.push(...together)
  }
  return answers
}

/** Sends one request over a new connection, and goes where a redirect leads. A connection that fails has the status 0. */
export async function send(origin: string, asked: Asked): Promise<Got> {
  const begun = performance.now()
  const { status, body } = await answerTo(origin, asked).catch((error: Error) => ({
    status: 0,
    body: error.message,
  }))
  return { ...asked, status, body, milliseconds: performance.now() - begun }
}

async function answerTo(origin: string, { path, headers }: Asked): Promise<{ status: number; body: string }> {
  const response = await responseTo(origin + path, headers)
  const status = response.statusCode ?? 0
  const body = await bodyOf(response)
  const { location } = response.headers
  return location ? answerTo(origin, { path: location, headers }) : { status, body }
}

function responseTo(url: string, headers: Asked['headers']): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const request = get(url, { agent: false, headers, timeout: 30_000 }, resolve)
  request.on('timeout', () => request.destroy(new Error('No answer within 30 seconds')))
  request.on('error', reject)
  return promise
}

async function bodyOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  return (response.statusCode ?? 0) >= 500 ? Buffer.concat(chunks).toString('utf8').slice(0, 500) : ''
}
