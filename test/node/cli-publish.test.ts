import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { article, run, Server, Workspace } from '../support/commands.ts'
import { newsml, ninjs } from '../support/wire-items.ts'

const REGISTRY = `sources:
  - { id: republika, name: Republika }
  - { id: reuters, name: Reuters }
  - { id: antara, name: Antara }
`
const workspace = new Workspace({ 'articles/2022/09/satu.md': article('Satu'), 'sources.yaml': REGISTRY })
let server: Server
let token: string

beforeAll(async () => {
  server = await Server.start(workspace, 110_000)
  const create = ['create', '--name', 'cms', '--desk', 'metro', '--scope', 'publish,kill', '--expires', '90d']
  const { code, out } = await run('token', workspace, ...create)
  expect(code).toBe(0)
  token = out.trim()
}, 180_000)

afterAll(() => {
  server.signal('SIGKILL')
  workspace[Symbol.dispose]()
})

it('A token is shown once, listed without its secret, and its name is given once', async () => {
  expect(token).toMatch(/^warta_[A-Za-z0-9_-]{43}$/)
  const { out } = await run('token', workspace, 'list')
  expect(out).toMatch(/^cms +metro +publish,kill +all .+ valid$/m)
  expect(out).not.toContain(token)
  const again = await run('token', workspace, 'create', '--name', 'cms', '--desk', 'x', '--scope', 'read')
  expect(again).toMatchObject({ code: 1, err: expect.stringContaining('names are given once') })
})

it('The descriptions of the API are served without a token, as the types that they are', async () => {
  for (const [path, type] of [
    ['/api/openapi.json', 'application/vnd.oai.openapi+json;version=3.1'],
    ['/api/article.schema.json', 'application/schema+json'],
  ]) {
    const response = await fetch(`${server.origin}${path}`)
    expect([response.status, response.headers.get('Content-Type')], path).toEqual([200, type])
    expect(Object.keys((await response.json()) as object).length).toBeGreaterThan(3)
  }
})

it('publish sends an article file twice without a second article, and tells what is wrong with another one', async () => {
  workspace.write('kiriman.md', article('Kiriman'))
  workspace.write('rusak.md', article('""'))
  const files = [workspace.content, workspace.content].map((dir, n) => `${dir}/${n ? 'rusak' : 'kiriman'}.md`)
  const options = [...files, '--to', server.origin]
  const first = await run('publish', workspace, ...options, { WARTA_TOKEN: token })
  expect(first.code).toBe(1)
  expect(first.out).toContain(`created: Kiriman (${server.origin}/articles/kiriman)`)
  expect(first.err).toContain('#/title is empty')
  const again = await run('publish', workspace, ...options, { WARTA_TOKEN: token })
  expect(again.out).toContain('unchanged: Kiriman')
  expect(await server.text('/rss.xml')).toContain('<title>Kiriman</title>')
})

it('publish sends wire documents: what is free, what is under an embargo, and what is canceled', async () => {
  const send = (...documents: readonly (readonly [string, string])[]) => {
    for (const [name, text] of documents) workspace.write(name, text)
    const files = documents.map(([name]) => `${workspace.content}/${name}`)
    return run('publish', workspace, ...files, '--to', server.origin, { WARTA_TOKEN: token })
  }
  const held = { embargo: new Date(Date.now() + 3_600_000).toISOString(), headline: 'Xnanti' }
  const first = await send(
    ['satu.json', ninjs({ headline: 'Xkawat' })],
    ['dua.xml', newsml(held)],
    ['tiga.json', ninjs({ status: 'withheld' }).replace('ninjs:1', 'ninjs:3')],
  )
  expect(first.err).toBe('')
  expect(first.out).toContain(`created: Xkawat (${server.origin}/articles/xkawat)`)
  expect(first.out).toContain('created: Xnanti (scheduled)')
  expect(first.out).toContain('created: Kabar kawat (withheld)')
  expect(await server.text('/rss.xml')).toMatch(/^(?!.*Xnanti).*Xkawat/s)

  const second = await send(
    ['satu.json', ninjs({ version: 2, status: 'canceled' })],
    ['dua.xml', newsml(held)],
    ['empat.xml', newsml({ status: 'canceled' }).replace('newsml:1', 'newsml:4')],
  )
  expect(second).toMatchObject({ code: 0, err: '' })
  expect(second.out).toContain('withdrawn: urn:wire:ninjs:1 (killed)')
  expect(second.out).toContain('unchanged: Xnanti (scheduled)')
  expect((await server.get('/articles/xkawat')).status).toBe(410)

  // A kill that has overtaken its article keeps it away.
  const late = await send(['empat.xml', newsml().replace('newsml:1', 'newsml:4')])
  expect(late).toMatchObject({ code: 1, err: expect.stringContaining('withdrawn for good') })
})

it('curl publishes, as docs/api.md shows', async () => {
  const body = { title: 'Dari curl', language: 'id', published: '2022-09-20T12:32:00+07:00' }
  const more = { publisher: 'republika', body: '<p>Isi.</p>' }
  const status = execFileSync('curl', [
    ...['-sS', '-o', '/dev/null', '-w', '%{http_code}', '-X', 'PUT', `${server.origin}/api/articles/curl-1`],
    ...['-H', `Authorization: Bearer ${token}`, '-H', 'Content-Type: application/json'],
    ...['--data', JSON.stringify({ ...body, ...more })],
  ])
  expect(String(status)).toBe('201')
  const { out } = await run('token', workspace, 'revoke', '--name', 'cms')
  expect(out).toContain('revoked')
  const refused = await run('publish', workspace, `${workspace.content}/kiriman.md`, '--to', server.origin, {
    WARTA_TOKEN: token,
  })
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('valid token') })
})
