import { connect, type Socket } from 'node:net'
import { HOST } from './ask.ts'
import { processorSeconds } from './process.ts'
import type { RunningWorker } from './workers.ts'

// A client that does as little as it can, so that workerd has one of the two processors to itself and is the
// one that is measured: it writes the same bytes again and again and counts what comes back.

export interface Request {
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface LoadOptions {
  readonly seconds: number
  /** What every answer has to have; another one ends the run. */
  readonly status: number
  readonly connections?: number
}

/** What came of a run. */
export interface Load {
  readonly perSecond: number
  /** Microseconds of workerd's processor time for one request. */
  readonly processor: number
  /** The part of one processor that workerd used. */
  readonly busy: number
}

/** Sends requests over several connections, each its next one when the answer is whole. */
export async function load(
  worker: RunningWorker,
  request: Request,
  { seconds, status, connections = 8 }: LoadOptions,
): Promise<Load> {
  const bytes = bytesOf(request)
  const begin = performance.now()
  const processor = processorSeconds(worker.pid)
  const end = begin + seconds * 1000
  let answers = 0
  const more = () => {
    answers++
    return performance.now() < end
  }
  const clients = Array.from({ length: connections }, () => converse(worker.port, status, () => bytes, more))
  await Promise.all(clients)
  const elapsed = (performance.now() - begin) / 1000
  const used = processorSeconds(worker.pid) - processor
  return { perSecond: answers / elapsed, processor: (used / answers) * 1e6, busy: used / elapsed }
}

/** Asks one after the other over one connection; returns the milliseconds of each. */
export async function timeEach(
  worker: RunningWorker,
  requests: readonly Request[],
  status: number,
): Promise<number[]> {
  const times: number[] = []
  let begin = 0
  const next = () => {
    const bytes = bytesOf(requests[times.length] ?? { path: '/' })
    begin = performance.now()
    return bytes
  }
  await converse(worker.port, status, next, () => {
    times.push(performance.now() - begin)
    return times.length < requests.length
  })
  return times
}

/** One connection: asks, waits for the whole answer, and asks again while there is more to do. */
function converse(port: number, status: number, next: () => Buffer, more: () => boolean): Promise<void> {
  const answer = new AnswerReader(status)
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({
      port,
      host: '127.0.0.1',
      noDelay: true,
      onread: {
        buffer: Buffer.alloc(256 * 1024),
        callback: (length, buffer) => {
          try {
            if (!answer.read(Buffer.from(buffer.buffer, buffer.byteOffset, length))) return true
            if (more()) socket.write(next())
            else socket.destroy()
          } catch (error) {
            socket.destroy(error as Error)
          }
          return true
        },
      },
    })
    socket.on('connect', () => socket.write(next()))
    socket.on('error', reject)
    socket.on('close', resolve)
  })
}

/** Counts the bytes of an answer that says its length, or has none. */
class AnswerReader {
  readonly #begin: string
  #missing = 0
  #head = ''

  constructor(status: number) {
    this.#begin = `HTTP/1.1 ${status} `
  }

  /** Takes some bytes; `true` when the answer is whole. */
  read(bytes: Buffer): boolean {
    if (this.#missing > 0) {
      this.#missing -= bytes.length
      return this.#missing === 0
    }
    const head = this.#head + bytes.toString('latin1', 0, Math.min(bytes.length, 4096))
    const end = head.indexOf('\r\n\r\n')
    if (end < 0) {
      this.#head = head
      return false
    }
    if (!head.startsWith(this.#begin)) throw new Error(`The answer was: ${head.slice(0, end)}`)
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN)
    const bodiless = /^HTTP\/1\.1 (?:204|304)/.test(head)
    if (!bodiless && Number.isNaN(length)) throw new Error(`The answer has no length: ${head.slice(0, end)}`)
    this.#missing = (bodiless ? 0 : length) - (bytes.length + this.#head.length - (end + 4))
    this.#head = ''
    return this.#missing === 0
  }
}

function bytesOf({ path, headers = {} }: Request): Buffer {
  const lines = Object.entries({ Host: HOST, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`)
}
