import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { cpSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { freePort, run, type Server, until, type Workspace } from '../support/commands.ts'
import { haveProgram } from './installed.ts'
import type { Newsroom } from './newsroom.ts'

/** The source of FreshRSS, which is no part of this repository: github.com/FreshRSS/FreshRSS. */
const SOURCE = process.env.FRESHRSS ?? ''
const PARTS = ['app', 'cli', 'data', 'extensions', 'lib', 'p']
const FILES = /^(?:constants\.php|config.*\.php|.*\.default\..*|index\.(?:php|html))$/
const PUSHED_MS = 30_000

/** What FreshRSS did as a subscriber of the hub: a sentence each, and whether it did. */
export interface Seen {
  readonly what: string
  readonly isSo: boolean
}

/** Why FreshRSS is not tried; `undefined` where it can be. */
export async function whyNoFreshRss(): Promise<string | undefined> {
  if (!existsSync(join(SOURCE, 'p/api/pshb.php')))
    return 'FreshRSS is not tried: set FRESHRSS to the folder of its source'
  return (await haveProgram('php'))
    ? undefined
    : 'FreshRSS is not tried: apt-get install php-cli php-sqlite3 php-curl php-xml php-mbstring'
}

/** FreshRSS under PHP's own server, with one user. */
class FreshRss implements Disposable {
  readonly #home: string
  #server: ChildProcess | undefined

  constructor(home: string) {
    this.#home = home
  }

  static async start(home: string): Promise<FreshRss> {
    for (const name of readdirSync(SOURCE)) {
      if (PARTS.includes(name) || FILES.test(name))
        cpSync(join(SOURCE, name), join(home, name), { recursive: true })
    }
    // Feeds that a new user has.
    writeFileSync(join(home, 'opml.default.xml'), '<opml version="2.0"><body/></opml>')
    const port = await freePort()
    const fresh = new FreshRss(home)
    // It subscribes only where its own address looks public, and takes this one for public.
    fresh.#cli(
      'do-install.php',
      '--base-url',
      `http://0.0.0.0:${port}/`,
      '--default-user',
      'admin',
      '--auth-type',
      'none',
      '--db-type',
      'sqlite',
    )
    fresh.#cli('create-user.php', '--user', 'admin')
    fresh.#server = spawn('php', ['-S', `0.0.0.0:${port}`, '-t', 'p'], { cwd: home, stdio: 'ignore' })
    const isUp = () =>
      fetch(`http://127.0.0.1:${port}/api/`).then(
        () => true,
        () => false,
      )
    await until(isUp, 10_000, () => 'FreshRSS does not answer')
    return fresh
  }

  /** Subscribes to a feed, and reads it once, which asks its hub too. */
  subscribe(feed: string): void {
    const opml = join(this.#home, 'feeds.opml')
    writeFileSync(
      opml,
      `<opml version="2.0"><body><outline text="Warta" type="rss" xmlUrl="${feed}"/></body></opml>`,
    )
    this.#cli('import-for-user.php', '--user', 'admin', '--filename', opml)
    this.#cli('actualize-user.php', '--user', 'admin')
  }

  /** The titles and texts that it has stored. */
  entries(): string[] {
    using database = new DatabaseSync(join(this.#home, 'data/users/admin/db.sqlite'), {
      readOnly: true,
      timeout: 5000,
    })
    const sql = 'SELECT title, content FROM entry UNION ALL SELECT title, content FROM entrytmp'
    return database
      .prepare(sql)
      .all()
      .map(({ title, content }) => `${title}\n${content}`)
  }

  async has(words: string): Promise<boolean> {
    const isThere = () => this.entries().some((entry) => entry.includes(words))
    return until(isThere, PUSHED_MS, () => '').then(
      () => true,
      () => false,
    )
  }

  [Symbol.dispose](): void {
    this.#server?.kill('SIGKILL')
    rmSync(this.#home, { recursive: true, force: true })
  }

  #cli(script: string, ...options: string[]): string {
    return execFileSync('php', [join('cli', script), ...options], { cwd: this.#home, encoding: 'utf8' })
  }
}

/**
 * Has FreshRSS subscribe to a feed of a server with HUB_ANYWHERE, which then pushes a new article, a correction and a kill.
 * FreshRSS never polls in the meantime: what it has then was pushed.
 */
export async function tryFreshRss(workspace: Workspace, server: Server, newsroom: Newsroom): Promise<Seen[]> {
  using fresh = await FreshRss.start(workspace.path('freshrss'))
  fresh.subscribe(`${server.origin}/rss.xml`)
  const isSubscribed = () => {
    using database = new DatabaseSync(workspace.database, { readOnly: true, timeout: 5000 })
    return (
      database.prepare("SELECT 1 FROM subscriptions WHERE callback LIKE '%/pshb.php?%'").get() !== undefined
    )
  }
  const subscribed = await until(isSubscribed, PUSHED_MS, () => '').then(
    () => true,
    () => false,
  )
  const edition = await newsroom.publish()
  const news = await fresh.has(edition.news)
  const corrected = await fresh.has(edition.sentence)
  const slug = `susulan-${newsroom.added}`
  const text = fresh.entries().find((entry) => entry.startsWith(edition.news))
  await run('kill', workspace, slug, '--reason', 'Salah orang.', '--yes')
  const told = await fresh.has('Salah orang.')
  const isKept = fresh.entries().some((entry) => entry === text)
  return [
    { what: 'subscribes at the hub, and confirms it', isSo: subscribed },
    { what: 'has a new article without polling', isSo: news },
    { what: 'has a correction without polling', isSo: corrected },
    { what: 'has the notice of a kill without polling', isSo: told },
    { what: 'no longer has the killed article as it was', isSo: !isKept },
  ]
}
