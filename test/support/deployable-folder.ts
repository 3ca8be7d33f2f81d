import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const LINKED = ['src', 'content', 'migrations', 'node_modules', 'package.json', 'package-lock.json']

/** A checkout with a wrangler.toml of its own, and a site that answers at its SITE_URL as soon as it listens. */
export class DeployableFolder implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'warta-deploy-'))
  readonly #site: Server = createServer((request, response) => {
    response.end(request.url === '/healthz' ? '{"status":"ok"}' : '<rss version="2.0"/>')
  })

  constructor() {
    for (const name of LINKED) symlinkSync(resolve(name), join(this.path, name))
  }

  /** Starts the site; returns its origin. */
  async listen(): Promise<string> {
    await new Promise<void>((listening) => this.#site.listen(0, '127.0.0.1', listening))
    return `http://127.0.0.1:${(this.#site.address() as AddressInfo).port}`
  }

  /** Writes wrangler.toml as an owner has it, with this address and authority. */
  configure(siteUrl: string, authority = 'news.example'): void {
    const text = readFileSync('wrangler.toml', 'utf8')
      .replaceAll('SITE_URL = ""', `SITE_URL = "${siteUrl}"`)
      .replaceAll('TAG_AUTHORITY = "warta.example"', `TAG_AUTHORITY = "${authority}"`)
    writeFileSync(join(this.path, 'wrangler.toml'), text)
  }

  get config(): string {
    return readFileSync(join(this.path, 'wrangler.toml'), 'utf8')
  }

  [Symbol.dispose](): void {
    this.#site.close()
    rmSync(this.path, { recursive: true })
  }
}
