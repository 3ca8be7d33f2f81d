import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { dirname, extname, join, sep } from 'node:path'
import { promisify } from 'node:util'
import { convertV4MiniflareOptions, Miniflare, Response } from 'miniflare'
import { unstable_getMiniflareWorkerOptions } from 'wrangler'
import { type Config, readConfig } from '../config.ts'
import { headersOf } from '../serve/asset-headers.ts'
import type { Database } from '../storage/database.ts'
import { drawStoredCard } from './publish-cards.ts'
import { checkedFetch } from './checked-fetch.ts'
import { databaseOf, databaseWorker } from './local-d1.ts'
import { PERSIST } from './local-migrations.ts'
import { migrateState, type Variables, withEnvironment } from './open-database.ts'
import { outbound } from './outbound.ts'

const run = promisify(execFile)

/** The cron expression of wrangler.toml. */
const CRON = '* * * * *'

/** A local server: the production bundle in workerd, with the database of the state folder. */
export interface LocalServer extends AsyncDisposable {
  readonly db: Database
  readonly config: Config
  readonly url: URL
  /** Does what the cron trigger of a deployed Worker does: queues the feeds that are due. */
  readonly fireCron: () => Promise<void>
}

export interface ServerOptions {
  /** The address to listen at, such as 127.0.0.1; 0.0.0.0 for every one of this machine. */
  readonly host: string
  readonly port: number
  readonly state: string
  /** The folder of static assets. */
  readonly assets: string
}

/**
 * Bundles the Worker and serves it from workerd's own socket. Miniflare's entry Worker would take two thirds of the
 * speed, and obeys request headers of its own, such as MF-Original-URL, whoever sends them: it stays at a random port
 * of the loopback address, for the cron and the database. @throws Error where the bundle or the port can't be had, and
 * where another version of Warta made the database: then with what to do.
 */
export async function startServer({ host, port, state, assets }: ServerOptions): Promise<LocalServer> {
  // The database is ready before the port is open, so that nobody is answered from one that is not.
  const [bundle, migrated] = await Promise.all([bundleWorker(join(state, 'bundle')), migrateState(state)])
  if (!migrated.ok) throw new Error(migrated.failure)
  const {
    modulesRules,
    assets: _,
    versionMetadata,
    ...worker
  } = unstable_getMiniflareWorkerOptions('wrangler.toml').workerOptions
  const variables = withEnvironment(worker.bindings as Variables)
  const config = readConfig({ ...variables, DB: undefined as never })
  let db: Database | undefined
  const drawMissing = async (path: string) => db !== undefined && drawStoredCard(db, path, assets)
  const site = {
    ...worker,
    name: 'warta',
    modules: true,
    scriptPath: bundle,
    modulesRoot: dirname(bundle),
    bindings: { ...variables, LOCAL: '1', VERSION: await buildVersion(bundle, join(state, 'build.json')) },
    outboundService: outbound(checkedFetch(), config.pollAnywhere),
    serviceBindings: { ASSETS: (request: { url: string }) => serveAsset(request.url, assets, drawMissing) },
    unsafeDirectSockets: [{ host, port }],
  }
  const options = {
    workers: [site, databaseWorker(worker)],
    host: '127.0.0.1',
    port: 0,
    cf: false,
    telemetry: { enabled: false },
    resourcePersistencePath: join(state, PERSIST),
  }
  const miniflare = withoutSignals(() => new Miniflare(convertV4MiniflareOptions(options as never)))
  const url = await directUrl(miniflare).catch(async (error: unknown) => {
    // It throws the same error once more where it could not start.
    await miniflare.dispose().catch(() => {})
    throw isPortTaken(error) ? new Error(portTaken(host, port)) : error
  })
  db = await databaseOf(miniflare)
  return {
    url,
    db,
    config,
    fireCron: async () => {
      await (await miniflare.getWorker()).scheduled({ cron: CRON })
    },
    [Symbol.asyncDispose]: () => miniflare.dispose(),
  }
}

async function directUrl(miniflare: Miniflare): Promise<URL> {
  await miniflare.ready
  return miniflare.unsafeGetDirectURL('warta')
}

// Miniflare has no code for it, only words, and these name its socket and not the port.
function isPortTaken(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Address already in use')
}

function portTaken(host: string, port: number): string {
  return `Address already in use (${host}:${port}); stop what listens there, or take another port: npm start -- --port 9000`
}

// Miniflare would end the process at once when it is interrupted. We stop step by step instead.
function withoutSignals<Value>(make: () => Value): Value {
  const signals = ['SIGINT', 'SIGTERM'] as const
  const before = signals.flatMap((signal) => process.listeners(signal))
  const value = make()
  for (const signal of signals) {
    for (const listener of process.listeners(signal)) {
      if (!before.includes(listener)) process.removeListener(signal, listener)
    }
  }
  return value
}

// The same bundle that would be deployed, made by wrangler itself.
async function bundleWorker(folder: string): Promise<string> {
  const env = { ...process.env, WRANGLER_SEND_METRICS: 'false', WRANGLER_HIDE_BANNER: 'true' }
  try {
    await run('wrangler', ['deploy', '--dry-run', '--outdir', folder], { env })
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`The Worker could not be bundled.\n${stdout}${stderr}`)
  }
  return join(folder, 'worker.js')
}

// A deployed Worker gets these from the version metadata binding: an id, and the time of the deployment. Locally the same
// bundle keeps both over restarts, so that readers' cached copies stay valid.
async function buildVersion(bundle: string, file: string) {
  const id = createHash('sha256')
    .update(await readFile(bundle))
    .digest('hex')
    .slice(0, 12)
  const before = JSON.parse(await readFile(file, 'utf8').catch(() => '{}')) as { id?: string }
  if (before.id === id) return before
  const version = { id, tag: '', timestamp: new Date().toISOString() }
  await writeFile(file, JSON.stringify(version))
  return version
}

const TYPES: Readonly<Record<string, string>> = {
  '.avif': 'image/avif',
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.ico': 'image/vnd.microsoft.icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
}

// Miniflare lists its static assets once, when it starts. Here images that are added later are served too.
async function serveAsset(
  url: string,
  assets: string,
  drawMissing: (path: string) => Promise<boolean>,
): Promise<Response> {
  const { pathname } = new URL(url)
  const type = TYPES[extname(pathname)]
  if (!type) return new Response(null, { status: 404 })
  try {
    const file = join(assets, decodeURIComponent(pathname))
    // An encoded slash or dot must not lead out of the folder.
    if (!file.startsWith(assets + sep)) return new Response(null, { status: 404 })
    const bytes = await readFile(file)
    return new Response(bytes, { headers: { ...headersOf(pathname), 'Content-Type': type } })
  } catch {
    // Cards are drawn when somebody asks for one. Drawing all of them first would take long.
    if (await drawMissing(pathname)) return serveAsset(url, assets, async () => false)
    return new Response(null, { status: 404 })
  }
}
