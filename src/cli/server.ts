import { dirname, join } from 'node:path'

import { type Config, readConfig } from '../config.ts'
import type { Database } from '../storage/database.ts'
import { buildVersion } from './bundle.ts'
import { printWorkerLine } from './json-log.ts'
import { type DrawMissing, serveAsset } from './local-assets.ts'
import { databaseOf, databaseWorker } from './local-d1.ts'
import { PERSIST } from './local-migrations.ts'
import { convertV4MiniflareOptions, Miniflare } from './miniflare.ts'
import { migrateState } from './open-database.ts'
import { outbound } from './outbound.ts'
import { drawStoredCard } from './publish-cards.ts'
import { startDraining } from './workerd.ts'
import type { Variables, WranglerConfig } from './wrangler-config.ts'

/** The cron expression of wrangler.toml. */
const CRON = '* * * * *'

/** workerd on a machine of one's own lets a run of the hub have more connections than Cloudflare does. */
const HUB_CONNECTIONS = '256'

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
  /** The bundled Worker, which is made while the database is migrated. */
  readonly bundle: () => Promise<string>
  /** What wrangler.toml says of it. */
  readonly worker: WranglerConfig
  /** The variables that it gets. */
  readonly variables: Variables & { readonly LOCAL?: string }
}

/**
 * Serves a bundled Worker from workerd's own socket. Miniflare's entry Worker would take two thirds of the speed, and obeys
 * request headers of its own, such as MF-Original-URL, whoever sends them: it stays at a random port of the loopback
 * address, for the cron and the database. Disposed, it ends the requests under way first. @throws Error where the bundle or
 * the port can't be had, and where another version of Warta made the database: then with what to do.
 */
export async function startServer(options: ServerOptions): Promise<LocalServer> {
  const { host, port, state, variables, worker } = options
  // The database is ready before the port is open, so that nobody is answered from one that is not.
  const [bundle, migrated] = await Promise.all([options.bundle(), migrateState(state)])
  if (!migrated.ok) throw new Error(migrated.failure)
  const config = readConfig({ ...variables, DB: undefined as never })
  let db: Database | undefined
  const drawMissing = async (path: string) => db !== undefined && drawStoredCard(db, path, options.assets)
  const workers = [await siteWorker(bundle, config, options, drawMissing), databaseWorker(worker)]
  const miniflare = startDraining(
    () => new Miniflare(convertV4MiniflareOptions(around(workers, state, config))),
  )
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

async function siteWorker(bundle: string, config: Config, options: ServerOptions, drawMissing: DrawMissing) {
  const { host, port, state, assets, worker, variables } = options
  return {
    ...worker,
    name: 'warta',
    modules: true,
    scriptPath: bundle,
    modulesRoot: dirname(bundle),
    bindings: {
      HUB_CONNECTIONS,
      ...variables,
      VERSION: await buildVersion(bundle, join(state, 'build.json')),
    },
    // Where every address may be asked there is nothing to check.
    ...(!config.hubAnywhere && { outboundService: outbound(config.pollAnywhere ? 'anywhere' : 'public') }),
    serviceBindings: { ASSETS: (request: { url: string }) => serveAsset(request.url, assets, drawMissing) },
    unsafeDirectSockets: [{ host, port }],
  }
}

function around(workers: readonly unknown[], state: string, { logsJson }: Config) {
  const options = {
    workers,
    host: '127.0.0.1',
    port: 0,
    cf: false,
    telemetry: { enabled: false },
    resourcePersistencePath: join(state, PERSIST),
    ...(logsJson && { handleStructuredLogs: printWorkerLine }),
  }
  return options as never
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
