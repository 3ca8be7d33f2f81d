import { join } from 'node:path'
import { syncContent } from '../ingest/content/sync.ts'
import { forgetRuns } from '../storage/hub/chunks.ts'
import { publishContent, publishOwnAssets } from './assets.ts'
import { backUp } from './backup-run.ts'
import { ContentFolder } from './content-folder.ts'
import { removeLeftovers } from './disk.ts'
import { exportSite } from './export-run.ts'
import { acceptWork } from './handover.ts'
import { workOnHub } from './hub-table.ts'
import { printSyncJob } from './json-log.ts'
import { withdrawOrLift } from './killing.ts'
import { type RunningServer, takeState } from './owner.ts'
import { pollFeeds } from './polling.ts'
import { type LocalServer, type ServerOptions, startServer } from './server.ts'
import { printSources } from './source-table.ts'
import { type Output, progressTo, REMOVE_MANY, reportSync, sayWaiting } from './terminal.ts'
import { workOnTokens } from './token-table.ts'
import { watchFolder } from './watch.ts'
import { inTurn, RetriedWork, type Work } from './work.ts'

const SECOND_MS = 1000

/** How a site is served on this machine. */
export interface Serving extends Omit<ServerOptions, 'assets'> {
  /** The content folder that is synced when the server starts; without one, any is that somebody else syncs. */
  readonly folder?: string | undefined
  /** Whether that folder is synced too whenever a file in it is saved. */
  readonly isWatched: boolean
  readonly output: Output
  /** Called when the site is served. */
  readonly ready: (url: URL) => void
}

/**
 * Serves the site until the process is asked to stop, polls feeds and releases articles when that is due, and does the work
 * of other commands meanwhile. @throws Error where it can't be served, also because another server has the state folder.
 */
export async function serveSite(serving: Serving): Promise<void> {
  const { state, folder, isWatched, output, ready } = serving
  const stop = stopSignal()
  const taken = await takeState(state, sayWaiting)
  if (taken.kind === 'served') throw new Error(alreadyRuns(taken.server))
  await using own = taken.own

  if (folder) await removeLeftovers(folder)
  const assets = join(state, 'assets')
  await publishOwnAssets(assets)
  // Images of earlier syncs are there, and those of new articles are put there before these are stored.
  const content = folder ? new ContentFolder(folder) : undefined
  if (content) await publishContent(content, assets)
  await using server = await startServer({ ...serving, assets })
  // A server that was killed has left its deliveries in the middle.
  await forgetRuns(server.db)

  using _cron = everySecond(server.fireCron, output)
  const sync = inTurn(syncWork(server, assets, folder, content))
  using syncing = new RetriedWork(sync, output)
  if (folder) await syncing.begin()
  const work = await acceptWork(
    new Map<string, Work>([
      ['sync', sync],
      // Polls and syncs take no turns with each other, because a slow feed would keep a sync waiting.
      ['poll', (output, options) => pollFeeds(server, options, output)],
      ['sources', (output) => printSources(server.db, output)],
      ['export', exportWork(server, assets, folder)],
      ['hub', (output, options) => workOnHub(server.db, options, output)],
      ['token', (output, options) => workOnTokens(server.db, options, output)],
      ['backup', (output, [file = '']) => backUp(server.db, file, output)],
      ['kill', (output, options) => withdrawOrLift(server.db, options, output)],
    ]),
  )
  work.admit(await own.announce(work.port, server.url.origin))
  using _watch = folder && isWatched ? watched(folder, () => void syncing.run(), output) : undefined
  ready(server.url)
  await stop
  work.server.close()
}

function syncWork(
  { config, db }: LocalServer,
  assets: string,
  folder: string | undefined,
  own: ContentFolder | undefined,
): Work {
  // Each remembers which images it has read.
  const contents = new Map<string, ContentFolder>()
  if (folder && own) contents.set(folder, own)
  return async (output, [asked = folder, ...options]) => {
    if (asked === undefined) throw new Error('No content folder was named')
    if (folder && asked !== folder)
      throw new Error(`The server that runs here serves ${folder}, not ${asked}`)
    const content = contents.get(asked) ?? new ContentFolder(asked)
    contents.set(asked, content)
    // A folder that can't be listed, or a faulty site.yaml, is a fault of the sync too, which says so.
    await publishContent(content, assets)
    const { authority } = config
    const removeMany = options.includes(REMOVE_MANY)
    const settings = { authority, now: Date.now, progress: progressTo(output), removeMany }
    const start = Date.now()
    const outcome = await syncContent(db, content, settings)
    if (config.logsJson) printSyncJob(outcome, start)
    return reportSync(outcome, content.name, output)
  }
}

function exportWork({ db }: LocalServer, assets: string, folder = ''): Work {
  return (output, [out = '']) => exportSite(db, out, { content: folder, assets: [assets] }, output)
}

function alreadyRuns({ url, pid }: RunningServer): string {
  return `A server runs here already: ${url} (process ${pid}); stop it first, or use it`
}

// The listeners stay for good. The terminal sends a Ctrl-C to us and to npm, and npm passes it on to us once more:
// without a listener that second one would end the process in the middle of stopping.
function stopSignal(): Promise<void> {
  return new Promise((stop) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop())
  })
}

/** The number of a port as somebody wrote it. @throws Error where it is none. */
export function readPort(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new Error(`--port is "${text}"; it has to be a number from 1 to 65535`)
}

// Nothing fires the cron trigger of a Worker locally.
function everySecond(fireCron: () => Promise<void>, output: Output): Disposable {
  let [isStopped, isUnderWay] = [false, false]
  const fire = () => {
    if (isUnderWay) return
    isUnderWay = true
    fireCron()
      .catch((error: unknown) => {
        if (!isStopped) output.err(`warta: The clock could not do its work: ${error}`)
      })
      .finally(() => {
        isUnderWay = false
      })
  }
  const timer = setInterval(fire, SECOND_MS)
  return {
    [Symbol.dispose]: () => {
      isStopped = true
      clearInterval(timer)
    },
  }
}

function watched(folder: string, changed: () => void, output: Output): Disposable {
  return watchFolder(folder, changed, (error) => {
    const reason = error instanceof Error ? error.message : error
    output.err(`warta: Not all of content/ can be watched (${reason}); run npm run sync after a change`)
  })
}
