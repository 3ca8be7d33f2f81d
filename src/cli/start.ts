import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { FORMAT_NAMES, FORMATS } from '../formats/index.ts'
import { syncContent } from '../ingest/content/sync.ts'
import { publishAssets } from './assets.ts'
import { backUp } from './backup-run.ts'
import { ContentFolder } from './content-folder.ts'
import { removeLeftovers } from './disk.ts'
import { exportSite } from './export-run.ts'
import { acceptWork } from './handover.ts'
import { type RunningServer, takeState } from './owner.ts'
import { pollFeeds } from './polling.ts'
import { startServer } from './server.ts'
import { printSources } from './source-table.ts'
import { progressTo, REMOVE_MANY, reportSync, runCommand, sayWaiting, terminal } from './terminal.ts'
import { watchFolder } from './watch.ts'
import { inTurn, RetriedWork, type Work } from './work.ts'

const MINUTE_MS = 60_000

// `npm start`: serves the site on this machine, syncs content/ into it now and whenever a file is saved, polls
// the feeds that are due each minute, and does the work of other commands meanwhile.
await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '8787' },
      content: { type: 'string', default: 'content' },
      state: { type: 'string', default: '.wrangler/state' },
    },
  })
  const state = resolve(values.state)
  const folder = resolve(values.content)
  const stop = stopSignal()
  const taken = await takeState(state, sayWaiting)
  if (taken.kind === 'served') throw new Error(alreadyRuns(taken.server))
  await using own = taken.own

  await removeLeftovers(folder)
  const content = new ContentFolder(folder)
  const assets = join(state, 'assets')
  await publishAssets(content, assets)
  await using server = await startServer({ host: values.host, port: readPort(values.port), state, assets })

  const sync = inTurn(async (output, [asked = folder, ...options]) => {
    if (asked !== folder) throw new Error(`The server that runs here serves ${folder}, not ${asked}`)
    // A folder that can't be listed is a fault of the sync too, which says so.
    await content.publishMedia(assets)
    const { authority } = server.config
    const removeMany = options.includes(REMOVE_MANY)
    const settings = { authority, now: Date.now, progress: progressTo(output), removeMany }
    return reportSync(await syncContent(server.db, content, settings), content.name, output)
  })
  using syncing = new RetriedWork(sync, terminal)
  await syncing.begin()
  const work = await acceptWork(
    new Map<string, Work>([
      ['sync', sync],
      // Not in turn with syncs: those would have to wait for slow feeds.
      ['poll', (output, options) => pollFeeds(server, options, output)],
      ['sources', (output) => printSources(server.db, output)],
      [
        'export',
        (output, [out = '']) => exportSite(server.db, out, { content: folder, assets: [assets] }, output),
      ],
      ['backup', (output, [file = '']) => backUp(server.db, file, output)],
    ]),
  )
  work.admit(await own.announce(work.port, server.url.origin))
  using _watch = watchFolder(folder, () => void syncing.run(), printUnwatched)
  using _cron = everyMinute(server.fireCron)
  printAddresses(server.url)
  await stop
  work.server.close()
  terminal.out('Stopped.')
  return 0
})

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

function readPort(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new Error(`--port is "${text}"; it has to be a number from 1 to 65535`)
}

// Nothing fires the cron trigger of a Worker locally.
function everyMinute(fire: () => Promise<void>): Disposable {
  const timer = setInterval(() => {
    fire().catch((error: unknown) => terminal.err(`warta: The feeds could not be polled: ${error}`))
  }, MINUTE_MS)
  return { [Symbol.dispose]: () => clearInterval(timer) }
}

function printUnwatched(error: unknown): void {
  const reason = error instanceof Error ? error.message : error
  terminal.err(`warta: Not all of content/ can be watched (${reason}); run npm run sync after a change`)
}

function printAddresses(url: URL): void {
  const origin = `http://localhost:${url.port}`
  terminal.out(`\nWarta serves at ${origin}`)
  for (const name of FORMAT_NAMES) {
    terminal.out(`  ${FORMATS[name].label.padEnd(10)} ${origin}/${FORMATS[name].file}`)
  }
  terminal.out('Save a file under content/ and it is in the feeds. Ctrl-C stops.')
}
