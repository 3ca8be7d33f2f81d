import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, it, vi } from 'vitest'
import { publishFrom } from '../../../src/cli/publish-run.ts'
import { ninjs } from '../../support/wire-items.ts'

const folder = mkdtempSync(join(tmpdir(), 'warta-publish-'))
const file = join(folder, 'item.json')
writeFileSync(file, ninjs())

afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => vi.unstubAllGlobals())

/** Publishes an item to a site that gives these answers, the last one again and again. */
async function publish(...answers: readonly [status: number, body: object, wait?: string][]) {
  const [asked, waits, out, err]: [string[], number[], string[], string[]] = [[], [], [], []]
  vi.stubGlobal('fetch', async (url: string) => {
    const [status, body, wait] = answers[Math.min(asked.length, answers.length - 1)] ?? [500, {}]
    asked.push(url)
    return Response.json(body, { status, ...(wait && { headers: { 'Retry-After': wait } }) })
  })
  const target = {
    origin: 'https://news.example',
    token: 'warta_x',
    wait: async (milliseconds: number) => waits.push(milliseconds),
  }
  const output = { out: (line: string) => out.push(line), err: (line: string) => err.push(line) }
  const failures = await publishFrom(file, target, output)
  return { failures, asked, waits, out: out.join('\n'), err: err.join('\n') }
}

it('publish waits as long as a site asks it to, and then sends the article again', async () => {
  const busy = { detail: 'Too many requests.' }
  const item = { result: 'created', id: 'urn:wire:ninjs:1', title: 'Kabar kawat', status: 'public' }
  const created = { items: [{ ...item, slug: 'kabar-kawat' }] }
  const done = await publish([429, busy, '60'], [503, busy], [200, created])
  expect(done).toMatchObject({ failures: 0, waits: [60_000, 5000] })
  expect(done.asked).toEqual(done.asked.map(() => done.asked[0]))
  expect(done.out).toContain('created: Kabar kawat (https://news.example/articles/kabar-kawat)')
  expect(done.err).toContain('The site asks to wait 60 seconds.')
})

it('publish gives up after five times, waits no longer than two minutes, and sends nothing again that is refused', async () => {
  const never = await publish([503, { detail: 'Unavailable.' }, '86400'])
  expect(never).toMatchObject({ failures: 1, waits: Array.from({ length: 4 }, () => 120_000) })
  expect(never.err).toContain('item.json: Unavailable.')
  const refused = await publish([422, { errors: [{ pointer: '#/title', detail: 'is empty' }] }])
  expect(refused).toMatchObject({ failures: 1, waits: [], err: expect.stringContaining('#/title is empty') })
  const broken = await publish([502, {}])
  expect(broken).toMatchObject({ failures: 1, waits: [], err: expect.stringContaining('answered 502') })
})

it('publish sends a document that the site reads itself as it is, and tells what became of each item', async () => {
  const items = [
    { result: 'refused', item: 'urn:x:1', reason: 'It has no text.' },
    { result: 'killed', id: 'urn:x:2' },
    { result: 'changed', id: 'urn:x:3', title: 'Nanti', status: 'scheduled' },
  ]
  const { asked, failures, out, err } = await publish([200, { items }])
  expect(asked).toEqual(['https://news.example/api/documents'])
  expect(failures).toBe(1)
  expect(err).toContain('urn:x:1: It has no text.')
  expect(out).toContain('withdrawn: urn:x:2 (killed)')
  expect(out).toContain('changed: Nanti (scheduled)')
  expect((await publish([200, { items: [] }])).err).toContain('It holds no article.')
})

it('publish withdraws the article of a file that says so, whatever else is in it', async () => {
  const story = join(folder, 'kabar.md')
  const ending = 'withdrawn: { kind: kill, at: 2022-09-21T08:00:00+07:00, reason: Salah orang. }'
  writeFileSync(story, `---\ntitle: Kabar\n${ending}\n---\n\nIsi.\n`)
  const sent: [string, RequestInit | undefined][] = []
  vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
    sent.push([url, init])
    return Response.json({ id: 'urn:x:1', status: 'killed', purged: true })
  })
  const out: string[] = []
  const output = { out: (line: string) => out.push(line), err: (line: string) => out.push(line) }
  const target = { origin: 'https://news.example', token: 'warta_x', wait: async () => {} }
  expect(await publishFrom(story, target, output)).toBe(0)
  expect(sent).toMatchObject([['https://news.example/api/articles/kabar/withdrawal', { method: 'PUT' }]])
  expect(JSON.parse(String(sent[0]?.[1]?.body))).toEqual({ kind: 'kill', reason: 'Salah orang.' })
  expect(out).toEqual([`${story}: withdrawn: Kabar (killed)`])
})

it('publish says which site gave no answer, and why', async () => {
  const err: string[] = []
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:1') })
  })
  const output = { out: () => {}, err: (line: string) => err.push(line) }
  const target = { origin: 'http://127.0.0.1:1', token: 'warta_x', wait: async () => {} }
  expect(await publishFrom(file, target, output)).toBe(1)
  expect(err.join()).toContain('http://127.0.0.1:1 gave no answer (connect ECONNREFUSED 127.0.0.1:1)')
})

it('publish puts the next version of what the site does not read itself, with what was added to it', async () => {
  const nitf = join(folder, 'item.xml')
  const head =
    '<head><docdata><doc-id id-string="ABC 1"/><date.issue norm="20220920T123200+0700"/></docdata></head>'
  const body = `<body><body.head><hedline><hl1>Kabar</hl1></hedline><distributor>Antara</distributor></body.head>
<body.content><p>Isi kabar.</p></body.content></body>`
  writeFileSync(nitf, `<?xml version="1.0"?><nitf>${head}${body}</nitf>`)
  const added = {
    corrections: [{ at: '2022-09-21T12:32:00+07:00', text: 'Keliru.' }],
    expires: '2032-01-01T00:00:00Z',
  }
  const stored = { article: { title: 'Lama', tags: ['Lama'], ...added } }
  const sent: { url: string; method: string; body: string | undefined }[] = []
  // It was corrected before the time that the document says.
  const published = '2022-09-20T10:00:00+07:00'
  const early = { corrections: [{ at: '2022-09-20T11:00:00+07:00', text: 'Keliru.' }], published }
  const answers = [
    [404, {}],
    [201, { outcome: 'created' }],
    [200, stored],
    [200, { outcome: 'changed' }],
    [200, { article: { title: 'Lama', ...early } }],
    [200, { outcome: 'changed' }],
    [500, {}],
  ] as const
  vi.stubGlobal('fetch', async (url: string, { method, body }: { method: string; body?: string }) => {
    const [status, answer] = answers[sent.length] ?? answers[6]
    sent.push({ url, method, body })
    return Response.json(answer, { status })
  })
  const target = { origin: 'https://news.example', token: 'warta_x', wait: async () => {} }
  const output = { out: () => {}, err: () => {} }
  const failures: number[] = []
  for (let version = 0; version < 4; version++) failures.push(await publishFrom(nitf, target, output))
  // Where it cannot be told what was added nothing is sent.
  expect(failures).toEqual([0, 0, 0, 1])
  expect(sent.map(({ method }) => method)).toEqual(['GET', 'PUT', 'GET', 'PUT', 'GET', 'PUT', 'GET'])
  expect(new Set(sent.map(({ url }) => url)).size).toBe(1)
  const [first, second, third] = [sent[1], sent[3], sent[5]].map((one) => JSON.parse(one?.body ?? ''))
  expect(first).toMatchObject({ title: 'Kabar' })
  expect(second).toEqual({ ...first, ...added })
  expect(third).toEqual({ ...first, ...early })
})

it.each([
  ['image:\n  file: media/kapal.jpg', 'media/kapal.jpg'],
  ['recordings:\n  - url: https://cdn.example/a.mp3\n  - file: media/talk.mp3', 'media/talk.mp3'],
])('publish sends no article file that needs a file beside it, and says which: %s', async (fields, named) => {
  const story = join(folder, 'story.md')
  writeFileSync(story, `---\ntitle: Kapal\n${fields}\n---\nIsi.\n`)
  const fetched = vi.fn()
  vi.stubGlobal('fetch', fetched)
  const err: string[] = []
  const target = { origin: 'https://news.example', token: 'warta_x', wait: async () => {} }
  expect(await publishFrom(story, target, { out: () => {}, err: (line) => err.push(line) })).toBe(1)
  expect(err.join()).toContain(
    `${named} stands beside the article's file and cannot be sent; write its address`,
  )
  expect(fetched).not.toHaveBeenCalled()
})
