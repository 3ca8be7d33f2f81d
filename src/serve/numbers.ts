import type { Env } from '../config.ts'
import { foldCounts, storeCounts } from '../storage/counts.ts'
import { memoryOf } from './memory.ts'

const HOUR_MS = 3_600_000

type Execution = Pick<ExecutionContext, 'waitUntil'>

/**
 * Answers a request, and counts it by kind and status, and how long it took. On Cloudflare the clock stands still while a
 * Worker computes: there it is the time that was waited. After five minutes the isolate writes what it has counted, when
 * the client has its answer.
 */
export function countAnswer(
  request: Request,
  env: Env,
  execution: Execution,
  answer: () => Response | Promise<Response>,
): Response | Promise<Response> {
  const start = Date.now()
  const count = (response: Response) => {
    const { numbers } = memoryOf(env)
    const now = Date.now()
    numbers.add(`answers ${kindOf(request.url)} ${statusOf(response.status)}`)
    numbers.addTime('time', now - start)
    keepNumbers(env, execution, now)
    return response
  }
  const response = answer()
  return response instanceof Promise ? response.then(count) : count(response)
}

/** Has what this isolate has counted written, where that is due at `now`, in ms since the epoch. */
function keepNumbers(env: Env, execution: Execution, now: number): void {
  if (memoryOf(env).numbers.isDue(now)) execution.waitUntil(writeNumbers(env, now))
}

/** Writes what this isolate has counted. Where that fails it is counted still, and written later. */
async function writeNumbers(env: Env, now: number): Promise<void> {
  const { numbers } = memoryOf(env)
  const counts = numbers.take(now)
  try {
    await storeCounts(env.DB, now, counts)
  } catch {
    for (const [name, count] of Object.entries(counts)) numbers.add(name, count)
  }
}

/** Adds up what all isolates have counted: once in an hour, when it is asked first. */
export async function foldNumbers(env: Env, now: number): Promise<void> {
  const { numbers } = memoryOf(env)
  const hour = Math.floor(now / HOUR_MS)
  if (numbers.foldedHour === hour) return
  await foldCounts(env.DB, now)
  numbers.foldedHour = hour
}

// The first part of a path, or the name of a feed at its end.
const PATH =
  /^[^/]*\/\/[^/?#]*\/(?:(articles|search|api|hub|media)\b|(?:[^?#]*\/)?((?:rss|atom|feed|index)\.(?:xml|json)|feed|rss|atom)\/?(?:[?#]|$))?/

/** The kind of resource at a URL, as the numbers call it. */
function kindOf(url: string): string {
  const [, room, feed] = PATH.exec(url) ?? []
  return room ?? (feed === undefined ? 'page' : 'feed')
}

/** The class of a status; 304 and 429 are their own. */
function statusOf(status: number): string {
  return status === 304 || status === 429 ? String(status) : `${Math.floor(status / 100)}xx`
}
