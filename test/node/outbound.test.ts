import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { checkedFetch, type Network } from '../../src/cli/checked-fetch.ts'
import { checkedPost } from '../../src/cli/checked-post.ts'
import { outbound } from '../../src/cli/outbound.ts'
import { fetchDocument } from '../../src/ingest/poll/fetch.ts'
import { until } from '../support/commands.ts'

/** A server of this machine; returns its port. */
async function serving(listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

const stillOpen = () => 'The connection is still open'

/** A network where every name has these addresses, one set after the other, and only 127.0.0.1 is public. */
function networkOf(...answers: string[][]): Network & { lookups: string[] } {
  const lookups: string[] = []
  return {
    lookups,
    lookup: async (host) => {
      lookups.push(host)
      const addresses = answers.length > 1 ? answers.shift() : answers[0]
      return (addresses ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    },
    isPublic: (address) => address === '127.0.0.1',
  }
}

describe('a request of Node', () => {
  it('A request goes to the address that was checked, which is looked up once', async () => {
    const port = await serving((_, response) => response.end('isi'))
    const network = networkOf(['127.0.0.1'], ['10.0.0.1'])
    const response = await checkedFetch(network)(`http://kantor.example:${port}/`, {}, 'public')
    expect(await response.text()).toBe('isi')
    expect(network.lookups).toEqual(['kantor.example'])
  })

  it('A name that has another, private address at the next request is refused then', async () => {
    const port = await serving((_, response) => response.end('isi'))
    const fetch = checkedFetch(networkOf(['127.0.0.1'], ['10.0.0.1']))
    await (await fetch(`http://kantor.example:${port}/`, {}, 'public')).text()
    await expect(fetch(`http://kantor.example:${port}/`, {}, 'public')).rejects.toThrow(
      'kantor.example has the address 10.0.0.1, which is not public',
    )
  })

  it.each([
    ['a private address beside a public one', ['127.0.0.1', '10.0.0.1'], '10.0.0.1'],
    ['a private IPv6 address', ['::1'], '::1'],
  ])('A name with %s is refused', async (_, addresses, named) => {
    const fetch = checkedFetch(networkOf(addresses))
    await expect(fetch('http://kantor.example/', {}, 'public')).rejects.toThrow(`the address ${named}, which`)
  })

  it('A name without an address, and an address in place of a name, are refused', async () => {
    const fetch = checkedFetch(networkOf([]))
    await expect(fetch('http://kantor.example/', {}, 'public')).rejects.toThrow('has no address')
    await expect(fetch('http://[::1]/', {}, 'public')).rejects.toThrow('::1 has the address ::1')
    await expect(fetch('http://10.0.0.1/', {}, 'public')).rejects.toThrow('which is not public')
  })

  it('A request that may go to private addresses alone does not go to a public one', async () => {
    const fetch = checkedFetch(networkOf(['127.0.0.1']))
    await expect(fetch('http://kantor.example/', {}, 'private')).rejects.toThrow('which is not private')
  })

  it('The names of this machine have no public address', async () => {
    const port = await serving((_, response) => response.end('rahasia'))
    const fetch = checkedFetch()
    await expect(fetch(`http://localhost:${port}/`, {}, 'public')).rejects.toThrow('which is not public')
    expect(await (await fetch(`http://localhost:${port}/`, {}, 'anywhere')).text()).toBe('rahasia')
  })

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('A body that was compressed by %s is decoded', async (encoding, compress) => {
    const port = await serving((_, response) => {
      response.writeHead(200, { 'Content-Encoding': encoding }).end(compress('isi '.repeat(999)))
    })
    const response = await checkedFetch()(`http://127.0.0.1:${port}/`, {}, 'anywhere')
    expect(await response.text()).toBe('isi '.repeat(999))
    expect(response.headers.has('Content-Encoding')).toBe(false)
  })

  it('A redirect is answered and not followed, and a 304 has no body', async () => {
    const port = await serving((request, response) => {
      if (request.headers['if-none-match']) response.writeHead(304).end()
      else response.writeHead(301, { Location: '/lain' }).end()
    })
    const fetch = checkedFetch()
    const moved = await fetch(`http://127.0.0.1:${port}/`, {}, 'anywhere')
    expect([moved.status, moved.headers.get('Location')]).toEqual([301, '/lain'])
    const same = await fetch(`http://127.0.0.1:${port}/`, { headers: { 'If-None-Match': '"a"' } }, 'anywhere')
    expect([same.status, same.body]).toEqual([304, null])
  })

  it('A body that nobody reads leaves no connection open', async () => {
    let closed = 0
    const port = await serving(({ socket }, response) => {
      socket.on('close', () => closed++)
      response.writeHead(302, { Location: '/' }).write('x'.repeat(100_000))
    })
    const response = await checkedFetch()(`http://127.0.0.1:${port}/`, {}, 'anywhere')
    await response.body?.cancel()
    await until(() => closed === 1, 5000, stillOpen)
  })

  it('A compressed document that grows past the limit is refused before it is whole', async () => {
    const bomb = gzipSync(Buffer.alloc(100_000_000))
    const port = await serving((_, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(bomb)
    })
    const options = { anywhere: true, userAgent: 'Uji', timeout: 20_000, fetch: checkedFetch() }
    const request = { url: `http://127.0.0.1:${port}/`, etag: null, lastModified: null }
    expect(await fetchDocument(request, options)).toEqual({
      ok: false,
      failure: 'It is larger than 10000000 bytes.',
    })
  })

  it('A status that HTTP does not know is a failure', async () => {
    const port = await serving((_, response) => response.writeHead(999).end())
    const asked = checkedFetch()(`http://127.0.0.1:${port}/`, {}, 'anywhere')
    await expect(asked).rejects.toThrow('it answered 999, which is no status')
  })
})

describe('a request of the Worker of npm start', () => {
  const WORKER = `export default { async fetch(request) {
    const { url, ...init } = await request.json()
    const response = await fetch(url, { ...init, redirect: 'manual' })
    const { status, statusText } = response
    const text = await response.text()
    return Response.json({ status, statusText, length: text.length, location: response.headers.get('Location') })
  } }`
  const network = networkOf(['127.0.0.1'])
  const worker = {
    name: 'worker',
    modules: true,
    script: WORKER,
    compatibilityDate: '2026-10-15',
    outboundService: outbound('public', network),
  }
  const options = { workers: [worker], cf: false, telemetry: { enabled: false } }
  const miniflare = new Miniflare(convertV4MiniflareOptions(options as never))
  afterAll(() => miniflare.dispose())

  async function fromWorker(
    url: string,
    headers: Record<string, string> = {},
    more: Record<string, string> = {},
  ) {
    const body = JSON.stringify({ url, headers, ...more })
    const response = await miniflare.dispatchFetch('http://worker/', { method: 'POST', body })
    return response.json()
  }

  it('A request of the Worker goes through Node, with the headers of the poll alone', async () => {
    let seen: unknown
    const port = await serving(({ headers }, response) => {
      seen = headers
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('isi'))
    })
    const headers = { 'User-Agent': 'Warta/1.0', Accept: 'application/rss+xml', 'If-None-Match': '"a"' }
    expect(await fromWorker(`http://kantor.example:${port}/`, headers)).toMatchObject({
      status: 200,
      length: 3,
    })
    expect(seen).toEqual({
      host: `kantor.example:${port}`,
      'user-agent': 'Warta/1.0',
      accept: 'application/rss+xml',
      'if-none-match': '"a"',
      'accept-encoding': 'gzip, deflate, br',
      connection: 'close',
    })
  })

  const post = (url: string, headers = {}) => fromWorker(url, headers, { method: 'POST', body: 'isi' })

  it('What is posted arrives with the headers of a delivery alone, and of the answer comes the status', async () => {
    const seen: unknown[] = []
    const port = await serving(async (request, response) => {
      seen.push(request.headers, await text(request))
      response.writeHead(410, { 'X-Other': 'a' }).end('tidak ada')
    })
    const headers = {
      'Content-Type': 'text/plain',
      Link: '<a>',
      'X-Hub-Signature': 'sha256=0',
      Cookie: 'a=b',
    }
    expect(await post(`http://kantor.example:${port}/`, headers)).toMatchObject({ status: 410, length: 0 })
    const sent = { 'content-type': 'text/plain', link: '<a>', 'x-hub-signature': 'sha256=0' }
    const ours = { host: `kantor.example:${port}`, connection: 'keep-alive', 'content-length': '3' }
    expect(seen).toEqual([{ ...sent, ...ours }, 'isi'])
  })

  it('Deliveries to one host use its connection again, and one that it has closed costs nothing', async () => {
    const sockets = new Set<Socket>()
    const port = await serving(({ socket }, response) => {
      sockets.add(socket)
      response.end('ya')
    })
    const url = `http://kantor.example:${port}/`
    const statuses = [await post(url), await post(url)]
    expect(sockets.size).toBe(1)
    for (const socket of sockets) socket.destroy()
    expect([...statuses, await post(url)]).toMatchObject([{ status: 200 }, { status: 200 }, { status: 200 }])
    expect(sockets.size).toBe(2)
  })

  it('What is posted to a private address is not sent, also where its name had a public one before', async () => {
    const changing = networkOf(['127.0.0.1'], ['10.0.0.1'])
    const port = await serving((_, response) => response.writeHead(204, { Connection: 'close' }).end())
    const send = checkedPost('public', changing)
    const posted = { headers: {}, body: new Uint8Array(), signal: AbortSignal.timeout(5000) }
    expect(await send({ ...posted, url: `http://kantor.example:${port}/` })).toBe(204)
    await expect(send({ ...posted, url: `http://kantor.example:${port}/` })).rejects.toThrow('10.0.0.1')
    await expect(send({ ...posted, url: `http://10.0.0.1:${port}/` })).rejects.toThrow('not public')
  })

  it('Where nobody takes what is posted the Worker gets 502, by which the hub knows a dead host', async () => {
    const port = await serving(() => {})
    expect(await post(`http://[::1]:${port}/`)).toMatchObject({ status: 502 })
    expect(await post('http://kantor.example:1/')).toMatchObject({ status: 502 })
  })

  it('An endless answer to what is posted is not read to its end', async () => {
    let closed = 0
    const port = await serving(({ socket }, response) => {
      socket.on('close', () => closed++)
      setInterval(() => response.write('x'.repeat(50_000)), 10).unref()
    })
    expect(await post(`http://kantor.example:${port}/`)).toMatchObject({ status: 200, length: 0 })
    await until(() => closed === 1, 5000, stillOpen)
  })

  it('A redirect is the Worker’s own to follow', async () => {
    const port = await serving((_, response) =>
      response.writeHead(302, { Location: 'http://a.example/' }).end(),
    )
    expect(await fromWorker(`http://kantor.example:${port}/`)).toMatchObject({
      status: 302,
      location: 'http://a.example/',
    })
  })

  it('A request of the Worker to a private address is not sent, and the Worker hears why', async () => {
    let requests = 0
    const port = await serving((_, response) => {
      requests++
      response.end('rahasia')
    })
    const statusText = `[::1] has the address ::1, which is not public`.replace(/[[\]]/g, '')
    expect(await fromWorker(`http://[::1]:${port}/`)).toMatchObject({ status: 502, statusText })
    expect(requests).toBe(0)
  })

  it('A body that says that it is too large is cut at the limit, and its connection is closed', async () => {
    let closed = 0
    const port = await serving(({ socket }, response) => {
      socket.on('close', () => closed++)
      response.writeHead(200, { 'Content-Length': 30_000_000 }).end(Buffer.alloc(30_000_000, 'x'))
    })
    const answered = (await fromWorker(`http://kantor.example:${port}/`)) as { length: number }
    expect(answered.length).toBeGreaterThan(10_000_000)
    expect(answered.length).toBeLessThan(12_000_000)
    await until(() => closed === 1, 5000, stillOpen)
  })

  it('An endless body is not read to its end', async () => {
    const port = await serving((_, response) => {
      const chunk = Buffer.alloc(1_000_000, 'x')
      const write = () => {
        while (!response.destroyed && response.write(chunk));
      }
      response.on('drain', write)
      write()
    })
    const answered = (await fromWorker(`http://kantor.example:${port}/`)) as { length: number }
    expect(answered.length).toBeGreaterThan(10_000_000)
    expect(answered.length).toBeLessThan(12_000_000)
  })
})
