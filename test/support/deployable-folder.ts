import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const LINKED = ['src', 'migrations', 'node_modules', 'package.json', 'package-lock.json']

/** A checkout with a wrangler.toml of its own, and a site that answers at its SITE_URL as soon as it listens. */
export class DeployableFolder implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'warta-deploy-'))
  readonly #site: Server = createServer((request, response) => {
    response.end(request.url === '/healthz' ? '{"status":"ok"}' : '<rss version="2.0"/>')
  })

  constructor() {
    for (const name of LINKED) symlinkSync(resolve(name), join(this.path, name))
    mkdirSync(join(this.path, 'content/articles'), { recursive: true })
    writeFileSync(join(this.path, 'content/sources.yaml'), 'sources: []\n')
  }

  /** Starts the site; returns its origin. */
  async listen(): Promise<string> {
    await new Promise<void>((listening) => this.#site.listen(0, '127.0.0.1', listening))
    return `http://127.0.0.1:${(this.#site.address() as AddressInfo).port}`
  }

  /** Writes wrangler.toml and site.yaml as an owner has them, with this address, authority and name. */
  configure(siteUrl: string, authority = 'news.example', name = 'Kabar Kita'): void {
    writeFileSync(join(this.path, 'content/site.yaml'), `name: ${name}\nlanguages: [id]\n`)
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
