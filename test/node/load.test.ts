import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { handOver } from '../../src/cli/handover.ts'
import type { RunningServer } from '../../src/cli/owner.ts'
import { article, Server, Workspace } from '../support/commands.ts'

const SYNCS = 10

/** How old an answer may be, in milliseconds. */
const LAG = 2000

/** What each client reads again and again, and how it asks. The first part of a line is its channel. */
const CLIENTS: [channel: string, paths: string[], headers: Record<string, string>][] = [
  ['', ['/rss.xml'], {}],
  ['', ['/rss.xml', '/atom.xml', '/feed.json'], {}],
  ['', ['/feed.json', '/rss.xml?limit=5', '/atom.xml?content=summary'], { 'Accept-Encoding': 'identity' }],
  ['', ['/feed', '/atom'], { Accept: 'application/atom+xml' }],
  ['', ['/atom.xml'], { 'A-IM': 'feed' }],
  ['/tags/dunia', ['/tags/dunia/rss.xml', '/tags/dunia/feed.json'], {}],
  ['/tags/dunia', ['/tags/dunia/atom.xml'], { 'A-IM': 'feed' }],
  ['/tags/dunia', ['/tags/dunia/rss.xml?limit=1', '/tags/dunia/atom.xml?limit=1'], {}],
]

interface Answer {
  readonly channel: string
  readonly path: string
  readonly status: number
  readonly begun: number
  readonly ended: number
  /** Of its entity tag. */
  readonly revision: number
}

const workspace = new Workspace()
let server: Server

function save(n: number, title: string): void {
  const text = article(title, `id: urn:x:${n}\ntags: [Dunia]\n`, `Isi ${title}. `.repeat(200))
  workspace.write(`articles/2022/10/a${n}.md`, text)
}

/** Has the server do what `npm run sync` has it do; returns the revision that this prints. */
async function sync(): Promise<number> {
  const owner = JSON.parse(workspace.readState('owner.json')) as RunningServer
  const said: string[] = []
  const output = { out: (line: string) => said.push(line), err: (line: string) => said.push(line) }
  expect(await handOver(owner, 'sync', [workspace.content], output), said.join('\n')).toBe(0)
  return Number(/\(revision (\d+)\)/.exec(said.join('\n'))?.[1])
}

/** Answers that this client had until `isOver`. It asks with the entity tag of its last answer, as readers do. */
async function read(
  [channel, paths, more]: (typeof CLIENTS)[number],
  isOver: () => boolean,
): Promise<Answer[]> {
  const answers: Answer[] = []
  const tags = new Map<string, string>()
  for (let n = 0; !isOver(); n++) {
    const path = paths[n % paths.length] ?? ''
    const etag = tags.get(path)
    const begun = performance.now()
    const headers = { ...more, ...(etag && n % 4 !== 0 && { 'If-None-Match': etag }) }
    const response = await fetch(`${server.origin}${path}`, { headers })
    await response.arrayBuffer()
    tags.set(path, String(response.headers.get('ETag')))
    const revision = Number.parseInt(String(tags.get(path)).replace(/^(?:W\/)?"/, ''), 36)
    answers.push({ channel, path, status: response.status, begun, ended: performance.now(), revision })
    // All of them together must leave the writer a share of the machine.
    await sleep(5)
  }
  return answers
}

/** Answers to requests that began when there had been a newer answer of the same group. */
function outdated(answers: readonly Answer[], groupOf: (answer: Answer) => string): Answer[] {
  const found: Answer[] = []
  for (const group of Map.groupBy(answers, groupOf).values()) {
    const byEnd = group.toSorted((a, b) => a.ended - b.ended)
    let [newest, next] = [0, 0]
    for (const answer of group.toSorted((a, b) => a.begun - b.begun)) {
      for (let one = byEnd[next]; one && one.ended <= answer.begun; one = byEnd[++next]) {
        newest = Math.max(newest, one.revision)
      }
      if (answer.revision < newest) found.push(answer)
    }
  }
  return found
}

beforeAll(async () => {
  for (let n = 0; n < 40; n++) save(n, `Artikel ${n}`)
  server = await Server.start(workspace)
}, 120_000)

afterAll(() => {
  server.signal('SIGKILL')
  workspace[Symbol.dispose]()
})

describe('a site that is read by eight clients while it is written ten times', () => {
  const syncs: { ended: number; revision: number }[] = []
  let answers: Answer[] = []

  beforeAll(async () => {
    let isOver = false
    const clients = CLIENTS.map((client) => read(client, () => isOver))
    for (let n = 0; n < SYNCS; n++) {
      save(n, `Artikel ${n}, ralat`)
      save(100 + n, `Baru ${n}`)
      const revision = await sync()
      syncs.push({ ended: performance.now(), revision })
    }
    await sleep(LAG + 300)
    isOver = true
    answers = (await Promise.all(clients)).flat()
  }, 120_000)

  it('answers all of them without an error', () => {
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 226, 304]))
    expect(answers.length).toBeGreaterThan(300)
    expect(new Set(syncs.map(({ revision }) => revision)).size).toBe(SYNCS)
    const seen = new Set(answers.map(({ revision }) => revision))
    // Syncs that follow within a second are seen as one.
    expect(seen.size).toBeGreaterThan(1)
  })

  it('never answers with an older document than before', () => {
    expect(outdated(answers, ({ path }) => path)).toEqual([])
  })

  it('nor with one that is older than another document of the same channel', () => {
    expect(outdated(answers, ({ channel }) => channel)).toEqual([])
  })

  it('has every write in what is asked for two seconds later', () => {
    for (const { ended, revision } of syncs) {
      const later = answers.filter(({ begun }) => begun >= ended + LAG)
      expect(new Set(later.map(({ path }) => path)).size).toBe(
        new Set(CLIENTS.flatMap(([, paths]) => paths)).size,
      )
      expect(later.filter((answer) => answer.revision < revision)).toEqual([])
    }
  })
})
