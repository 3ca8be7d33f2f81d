import { execFileSync, spawnSync } from 'node:child_process'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { article, run, Server, Workspace } from '../support/commands.ts'
import { newsml, ninjs } from '../support/wire-items.ts'
import { hasPhp, Wordpress } from '../support/wordpress.ts'

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
  const create = [
    'create',
    '--name',
    'cms',
    '--desk',
    'metro',
    '--scope',
    'publish,correct,kill',
    '--expires',
    '90d',
  ]
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
  expect(out).toMatch(/^cms +metro +publish,correct,kill +all .+ valid$/m)
  expect(out).not.toContain(token)
  const again = await run('token', workspace, 'create', '--name', 'cms', '--desk', 'x', '--scope', 'read')
  expect(again).toMatchObject({ code: 1, err: expect.stringContaining('names are given once') })
  const bound = ['--name', 'blog', '--desk', 'x', '--scope', 'read', '--publisher', 'republik']
  const unknown = await run('token', workspace, 'create', ...bound)
  expect(unknown).toMatchObject({
    code: 1,
    err: expect.stringContaining('--publisher republik is no source'),
  })
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

  // An item is the same article however it comes.
  for (const body of [newsml(held), ninjs().replace('ninjs:1', 'ninjs:3')]) {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
    const sent = await fetch(`${server.origin}/api/documents`, { method: 'POST', headers, body })
    expect(await sent.json()).toMatchObject({ items: [{ result: expect.stringMatching(/changed$/) }] })
  }

  // A kill that has overtaken its article keeps it away.
  const late = await send(['empat.xml', newsml().replace('newsml:1', 'newsml:4')])
  expect(late).toMatchObject({ code: 1, err: expect.stringContaining('withdrawn for good') })
})

it('The example for a shell puts, reads, patches, corrects, withdraws and deletes', () => {
  const sh = (input: string, ...given: string[]) => {
    const env = { ...process.env, WARTA_URL: server.origin, WARTA_TOKEN: token }
    const { status, stdout } = spawnSync('sh', ['docs/examples/publish.sh', ...given], { input, env })
    return { status, text: String(stdout) }
  }
  const article = { title: 'Dari sh', language: 'id', published: '2022-09-20T12:32:00+07:00' }
  const whole = JSON.stringify({ ...article, publisher: 'republika', body: '<p>Isi.</p>' })
  expect(sh(whole, 'put', 'sh-1')).toMatchObject({ status: 0, text: expect.stringContaining('"created"') })
  expect(sh('{"title":"Sh diubah"}', 'patch', 'sh-1').status).toBe(0)
  expect(sh('{"text":"Nama keliru."}', 'correct', 'sh-1').status).toBe(0)
  const { text } = sh('', 'get', 'sh-1')
  expect(JSON.parse(text).article).toMatchObject({
    title: 'Sh diubah',
    corrections: [{ text: 'Nama keliru.' }],
  })
  expect(sh('{"title":1}', 'put', 'sh-1')).toMatchObject({
    status: 22,
    text: expect.stringContaining('#/title'),
  })
  expect(sh('{"kind":"kill","reason":"Salah."}', 'withdraw', 'sh-1').status).toBe(0)
  expect(sh('', 'delete', 'sh-2').status).toBe(0)
  expect(sh(ninjs().replace('ninjs:1', 'ninjs:7'), 'document').text).toContain('"created"')
})

it.skipIf(!hasPhp)(
  'The plugin for WordPress publishes, updates, withdraws and takes out posts (php is needed)',
  async () => {
    using blog = new Wordpress(server.origin, token)
    const own = (key: string) => fetch(`${server.origin}/api/articles/${key}`, { headers })
    const headers = { Authorization: `Bearer ${token}` }
    const shown = async (key: string) =>
      (await (await own(key)).json()) as { status: string; article: Record<string, unknown> }
    const terms = { category: ['Panen', 'Tak Berkategori'], tag: ['Rumput &amp; Laut'] }
    const post = {
      post_title: 'Dari &#8220;WordPress&#8221;',
      post_content: 'Satu.\n\n<a href="/dua">Dua</a>',
      terms,
    }

    blog.step({ does: 'save', post })
    expect((await own('41')).status).toBe(404)
    const meta = { _thumbnail_id: '7', warta_sources: 'reuters, antara' }
    expect(blog.step({ does: 'save', post: { ...post, post_status: 'publish' }, meta }).notice).toBe('')
    expect(await shown('41')).toMatchObject({ status: 'public' })
    expect((await shown('41')).article).toEqual({
      title: 'Dari “WordPress”',
      language: 'id-ID',
      published: '2022-09-20T12:32:00+07:00',
      authors: [{ name: 'Lintar & Satria', role: 'reporter' }],
      publisher: 'republika',
      sources: ['reuters', 'antara'],
      original: 'https://blog.example/?p=41',
      image: {
        ...{ url: 'https://blog.example/wp-content/uploads/a.jpg', width: 1200, height: 800 },
        ...{ caption: 'Panen “raya”', credit: 'Budi/Antara' },
      },
      tags: ['Panen', 'Rumput & Laut'],
      body: '<p>Satu.</p><p><a href="https://blog.example/dua">Dua</a></p>',
    })

    blog.step({ does: 'save', post: { post_title: 'Diubah' } })
    expect(await shown('41')).toMatchObject({ status: 'public', article: { title: 'Diubah' } })
    blog.step({ does: 'save', post: { post_status: 'trash' } })
    expect(await shown('41')).toMatchObject({ status: 'deleted' })
    blog.step({ does: 'save', post: { post_status: 'draft' } })
    expect(blog.step({ does: 'save', post: { post_status: 'publish' } }).notice).toBe('')
    expect(await shown('41')).toMatchObject({ status: 'public' })
    blog.step({ does: 'delete' })
    expect(await shown('41')).toMatchObject({ status: 'deleted' })

    // What Warta refuses is told to the editor, and not tried again.
    const refused = blog.step({ does: 'save', id: 42, post: { post_title: ' ', post_status: 'publish' } })
    expect(refused).toMatchObject({ notice: expect.stringContaining('#/title'), cron: [] })

    // Where Warta is not there it is tried again, as often as it takes.
    blog.origin = 'http://127.0.0.1:9'
    const lost = blog.step({ does: 'save', id: 43, post: { post_title: 'Nanti', post_status: 'publish' } })
    expect(lost.cron).toEqual([{ in: 60, hook: 'warta_retry', arguments: [43, true, 1] }])
    expect(blog.step({ does: 'cron', id: 43 }).cron).toMatchObject([{ in: 300, arguments: [43, true, 2] }])
    blog.origin = server.origin
    expect(blog.step({ does: 'cron', id: 43 })).toMatchObject({ cron: [], notice: '' })
    expect(await shown('43')).toMatchObject({ status: 'public' })

    blog.step({
      does: 'save',
      id: 43,
      post: { post_status: 'trash' },
      meta: { warta_withdrawn: 'Salah orang.' },
    })
    expect(await shown('43')).toMatchObject({ status: 'killed' })
    expect(await server.text('/rss.xml')).toContain('Alasan: Salah orang.')
  },
)

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
