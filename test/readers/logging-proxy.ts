import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { freePort } from '../support/commands.ts'

/** What a reader asked, and how it was answered. */
export interface Exchange {
  readonly path: string
  readonly status: number
  readonly userAgent: string
  /** The headers of the request that are about what the reader has already. */
  readonly told: readonly string[]
}

const TOLD = { 'if-none-match': 'If-None-Match', 'if-modified-since': 'If-Modified-Since', 'a-im': 'A-IM' }

/** A reverse proxy in front of a server that writes down what passes. */
export class LoggingProxy implements AsyncDisposable {
  readonly origin: string
  readonly exchanges: Exchange[] = []
  readonly #server = createServer((asked, answer) => this.#pass(asked, answer))
  readonly #target: URL

  private constructor(target: string, port: number) {
    this.#target = new URL(target)
    this.origin = `http://127.0.0.1:${port}`
  }

  /** Listens at a free port and passes everything on to the target, an origin. */
  static async start(target: string): Promise<LoggingProxy> {
    const port = await freePort()
    const proxy = new LoggingProxy(target, port)
    await once(proxy.#server.listen(port, '127.0.0.1'), 'listening')
    return proxy
  }

  /** The exchanges about one path that came after the first so many of all. */
  since(count: number, path: string): Exchange[] {
    return this.exchanges.slice(count).filter((one) => one.path === path)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close()
    this.#server.closeAllConnections()
  }

  // The Host header stays the proxy's own: the links in pages and feeds lead back to it.
  #pass(asked: IncomingMessage, answer: ServerResponse): void {
    const { hostname, port } = this.#target
    const { method, url: path, headers } = asked
    const passed = request({ hostname, port, method, path, headers }, (response) => {
      this.exchanges.push(exchange(asked, response.statusCode ?? 0))
      answer.writeHead(response.statusCode ?? 502, response.rawHeaders)
      response.pipe(answer)
    })
    passed.on('error', () => answer.destroy())
    asked.pipe(passed)
  }
}

function exchange({ url = '', headers }: IncomingMessage, status: number): Exchange {
  const told = Object.entries(TOLD).flatMap(([name, written]) => (headers[name] ? written : []))
  return { path: url, status, userAgent: headers['user-agent'] ?? '', told }
}
