import { request as httpRequest } from 'node:http'
import type { Request } from './load.ts'
import type { RunningWorker } from './workers.ts'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/** Asks once, as a client that names its own host and takes the bytes as they are. */
export function ask({ port }: RunningWorker, { path, headers = {} }: Request): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path, agent: false, headers: { Host: HOST, ...headers } }
    const asked = httpRequest(options, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const named = Object.entries(response.headers).map(([name, value]) => [name, String(value)])
        const constant = named.filter(([name = '']) => !PER_CONNECTION.has(name))
        const status = response.statusCode ?? 0
        resolve({ status, headers: Object.fromEntries(constant), body: Buffer.concat(chunks) })
      })
    })
    asked.on('error', reject)
    asked.end()
  })
}

/** The host that every request names where nothing else is said. */
export const HOST = 'news.example'

const PER_CONNECTION = new Set(['connection', 'keep-alive', 'transfer-encoding', 'date'])
