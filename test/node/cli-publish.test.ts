import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { article, run, Server, Workspace } from '../support/commands.ts'

const workspace = new Workspace({ 'articles/2022/09/satu.md': article('Satu') })
let server: Server
let token: string

beforeAll(async () => {
  server = await Server.start(workspace, 110_000)
  const create = ['create', '--name', 'cms', '--desk', 'metro', '--scope', 'publish', '--expires', '90d']
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
  expect(out).toMatch(/^cms +metro +publish +all .+ valid$/m)
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

it('publish sends an article file and a wire document, twice without a second article', async () => {
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
