import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { until } from '../support/commands.ts'
import { haveProgram } from './installed.ts'
import type { Reader, StoredItem } from './reader.ts'
import type { Program, ReaderHome } from './reader-home.ts'

const DATABASE = '.local/share/liferea/liferea.db'
const FEED_LIST = '.config/liferea/feedlist.opml'
const START_MS = 30_000
const FETCH_MS = 20_000
/** It has stored what it fetched when it has logged nothing for so long. */
const QUIET_MS = 1000

// Without this list it would subscribe to those that it ships with.
const NO_FEEDS = '<?xml version="1.0"?>\n<opml version="1.0"><head/><body/></opml>\n'

// A bus that starts no service of the desktop.
const BUS = `<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen>
  <policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>
`

/** Liferea, a reader for the desktop, driven over D-Bus on a display that nobody sees. It stores in SQLite. */
export const liferea: Reader = {
  name: 'Liferea',
  packages: ['liferea', 'xvfb', 'dbus', 'libglib2.0-bin'],
  limits: { update: 'Liferea 1.14 keeps the first version of an item for ever, whatever the feed.' },
  isInstalled: () => haveProgram('liferea', 'Xvfb', 'dbus-daemon', 'gdbus'),
  async discover(home, page) {
    await (await startLiferea(home)).subscribe(page)
    const feeds = lifereaFeeds(home.path(DATABASE)).filter((feed) => feed !== page)
    return { feeds, items: lifereaItems(home.path(DATABASE)).length }
  },
  async subscribe(home, feed) {
    const session = await startLiferea(home)
    await session.subscribe(feed)
    return { poll: session.refresh, items: async () => lifereaItems(home.path(DATABASE)) }
  },
}

async function startLiferea(home: ReaderHome) {
  home.write(FEED_LIST, NO_FEEDS)
  Object.assign(home.env, { GSETTINGS_BACKEND: 'memory', NO_AT_BRIDGE: '1' })
  const display = home.start('Xvfb', '-displayfd', '1', '-screen', '0', '1024x768x24', '-nolisten', 'tcp')
  home.env.DISPLAY = `:${await firstLine(display)}`
  const bus = home.write('bus.conf', BUS)
  const daemon = home.start('dbus-daemon', '--nofork', '--print-address=1', `--config-file=${bus}`)
  home.env.DBUS_SESSION_BUS_ADDRESS = await firstLine(daemon)
  const program = home.start('liferea', '--debug-update', '--debug-net')
  await until(
    () => call(home, 'Ping'),
    START_MS,
    () => `Liferea did not start: ${program.output.slice(-300)}`,
  )
  return {
    subscribe: (url: string) => fetching(program, () => call(home, 'Subscribe', url)),
    refresh: () => fetching(program, () => call(home, 'Refresh')),
  }
}

async function firstLine(program: Program): Promise<string> {
  await until(
    () => program.out.includes('\n'),
    START_MS,
    () => `No display or bus: ${program.output}`,
  )
  return program.out.split('\n')[0] ?? ''
}

async function call(home: ReaderHome, method: string, ...args: string[]): Promise<boolean> {
  const name = 'org.gnome.feed.Reader'
  const where = ['--session', '--dest', name, '--object-path', '/org/gnome/feed/Reader']
  const { out } = await home.run('gdbus', 'call', ...where, '--method', `${name}.${method}`, ...args)
  return out.includes('true')
}

async function fetching(program: Program, ask: () => Promise<boolean>): Promise<void> {
  const before = downloads(program)
  await ask()
  await until(
    () => downloads(program) > before,
    FETCH_MS,
    () => `Liferea fetched nothing: ${program.output.slice(-300)}`,
  )
  let length = 0
  for (const end = Date.now() + FETCH_MS; length < program.output.length && Date.now() < end; ) {
    length = program.output.length
    await sleep(QUIET_MS)
  }
}

function downloads({ output }: Program): number {
  return output.split('download status code').length
}

/** The URLs that a liferea.db is subscribed to. */
export function lifereaFeeds(path: string): string[] {
  if (!existsSync(path)) return []
  using db = new DatabaseSync(path, { readOnly: true })
  return db
    .prepare('SELECT source FROM subscription')
    .all()
    .map(({ source }) => String(source))
}

/** The items in a liferea.db. RSS authors are stored as `creator`, those of Atom as `author`. */
export function lifereaItems(path: string): StoredItem[] {
  if (!existsSync(path)) return []
  using db = new DatabaseSync(path, { readOnly: true })
  const rows = db
    .prepare(
      `SELECT title, description,
         (SELECT group_concat(value, ', ' ORDER BY nr) FROM metadata
           WHERE metadata.item_id = items.item_id AND key IN ('author', 'creator')) AS byline
       FROM items`,
    )
    .all()
  return rows.map(({ title, description, byline }) => ({
    title: String(title),
    byline: withoutLinks(String(byline ?? '')),
    body: String(description ?? ''),
  }))
}

// An author's page is stored as a link behind the name, and a name with `<` as it is.
function withoutLinks(text: string): string {
  return text.replace(/<\/?a\b[^>]*>/g, '')
}
