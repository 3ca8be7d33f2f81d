import fc from 'fast-check'
import { ARTICLE } from './api-client.ts'
import { newsml, ninjs } from './wire-items.ts'

// Requests to the API that no sane client sends: every method and resource with random JSON, with bodies that were right
// before somebody changed a value of them, and with random bytes.

/** A request as `ask` takes it. The headers have the type of the body. */
export interface OddRequest {
  readonly method: string
  readonly path: string
  readonly body?: string
  readonly headers: Readonly<Record<string, string>>
}

const METHODS = ['GET', 'PUT', 'PATCH', 'POST', 'DELETE', 'PUT', 'PATCH', 'POST', 'OPTIONS', 'QUERY']

const NAMES = [
  ...['a', 'b', 'c', 'ada', 'urn%3Ax%3Alain', 'urn:x:a', 'tag:warta.example,2022-09-20:metro~contoh'],
  ...[
    '%00',
    '%',
    '%ff',
    '%F0%9F%98%80',
    'a%2Fb',
    '..',
    'a'.repeat(201),
    `urn:${'x'.repeat(1200)}`,
    'a:',
    ':',
  ],
]
const name = fc.constantFrom(...NAMES)
const path = fc.oneof(
  { weight: 10, arbitrary: name.map((one) => `articles/${one}`) },
  { weight: 2, arbitrary: name.map((one) => `articles/${one}/corrections`) },
  { weight: 2, arbitrary: name.map((one) => `articles/${one}/withdrawal`) },
  { weight: 1, arbitrary: name.map((one) => `articles/${one}/history`) },
  { weight: 4, arbitrary: fc.constant('documents') },
  { weight: 1, arbitrary: name.map((one) => `articles?after=${one}`) },
  { weight: 1, arbitrary: fc.constantFrom('', 'articles/', 'documents/x', 'nothing', 'articles/a/b/c') },
)

const TEXTS = [
  ...[
    '',
    ' ',
    '\u0000',
    '\uFFFE',
    '\uD800',
    '\u{1F600}',
    'x'.repeat(100_000),
    '<script>',
    ']]>',
    '&#0;',
    '\u0003',
  ],
  ...['until further notice', 'kill', 'legal', 'reporter', 'republika', 'id', 'x-klingon', 'zh-Hant-TW-u-ca'],
]
const TIMES = [
  ...[
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59+14:00',
    '2022-09-20T12:32:00+07:00',
    '2099-01-01T00:00:00Z',
  ],
  ...[
    '1969-12-31T23:59:59.999-12:00',
    '2022-02-30T00:00:00Z',
    '2022-09-20',
    '+275760-09-13T00:00:00Z',
    '1e9',
  ],
]
const ADDRESSES = [
  ...[
    'https://img.example/a.jpg',
    'http://',
    'https://[::1',
    'https://u:p@x.example/',
    'javascript:alert(1)',
  ],
  ...[
    '//x',
    'a.jpg',
    'data:image/png;base64,AA',
    'https://x.example/%ff',
    'https://xn--a.example/',
    'urn:x:a',
    '../a',
  ],
]
const BODIES = [
  ...[
    '<p>',
    '<![CDATA[x',
    '<img src="https://x.example/a.jpg" srcset="a 1x, ,, b">',
    '<svg><a xlink:href="x">',
  ],
  ...[
    '<iframe src="https://x.example">',
    '<table><td><p></table>',
    '<a href="mailto:x">x</a>',
    `${'<b>'.repeat(300)}x`,
  ],
]
const value: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...TEXTS, ...TIMES, ...ADDRESSES, ...BODIES),
  fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 1e308, 2 ** 53, {}, [], [[]], [{}], [null], { name: 'A' }),
  fc.constantFrom<unknown>(
    ['a', 'a', 'A'],
    Array.from({ length: 500 }, () => 'x'),
    { url: 'https://x.example/' },
  ),
  fc.jsonValue(),
)

/** Everything of an article that can be there. */
const WHOLE = {
  ...ARTICLE,
  updated: '2022-09-21T12:32:00+07:00',
  dateline: 'Jakarta',
  original: 'https://asal.example/satu',
  image: {
    url: 'https://img.example/a.jpg',
    caption: 'Gambar',
    credit: 'Foto',
    alt: 'x',
    width: 640,
    height: 480,
  },
  recordings: [{ url: 'https://img.example/a.mp3', type: 'audio/mpeg', length: 5, duration: 7 }],
  tags: ['Satu', 'Dua'],
  rights: 'Hak',
  related: [{ title: 'Lain', url: 'https://asal.example/dua' }],
  embargo: '2022-09-20T12:32:00+07:00',
  expires: '2099-01-01T00:00:00Z',
  corrections: [{ at: '2022-09-21T12:32:00+07:00', text: 'Ralat.' }],
}
const CORRECTION = { text: 'Keliru.', at: '2022-09-22T12:32:00+07:00' }
const WITHDRAWAL = { kind: 'kill', reason: 'Salah.', by: 'Redaksi' }
const ITEM = JSON.parse(ninjs({ embargo: '2022-09-21T00:00:00Z' })) as object

/** The paths of all values in a value, its own one first. */
function pathsIn(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [[]]
  const inner = Object.entries(value).flatMap(([key, one]) => pathsIn(one).map((path) => [key, ...path]))
  return [[], ...inner]
}

/** A copy of a value with another one at a path; `undefined` takes it out. */
function replaced(whole: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by
  if (typeof whole !== 'object' || whole === null) return whole
  const members = whole as Readonly<Record<string, unknown>>
  const changed = { ...members, [key]: replaced(members[key], rest, by) }
  return Array.isArray(whole) ? Object.values(changed) : changed
}

function mutated(whole: object): fc.Arbitrary<unknown> {
  const change = fc.tuple(
    fc.constantFrom(...pathsIn(whole)),
    fc.oneof({ weight: 4, arbitrary: value }, { weight: 1, arbitrary: fc.constant(undefined) }),
  )
  const changes = fc.array(change, { maxLength: 2 })
  return changes.map((all) => all.reduce((one: unknown, [path, by]) => replaced(one, path, by), whole))
}

/** A text with some of it replaced by something else. */
const spliced = fc
  .tuple(
    fc.constantFrom(newsml(), newsml({ embargo: '' }), JSON.stringify(WHOLE), ninjs()),
    fc.nat(),
    fc.nat(60),
    fc.constantFrom(
      ...TEXTS,
      ...BODIES,
      '<',
      '>',
      '"',
      '{',
      '&x;',
      '<!DOCTYPE x [<!ENTITY a "b">]>',
      '</newsItem>',
    ),
  )
  .map(([text, at, length, by]) => {
    const start = at % text.length
    return text.slice(0, start) + by + text.slice(start + length)
  })

const bytes = fc.string({ unit: 'binary', maxLength: 300 })
const text = (json: fc.Arbitrary<unknown>) => json.map((one) => JSON.stringify(one) ?? '')

const TAGS = ['*', '"abc"', 'W/"abc"', 'abc', '', '"a", "b"', '"']
const headers = fc.record(
  {
    'If-Match': fc.constantFrom(...TAGS),
    'If-None-Match': fc.constantFrom(...TAGS),
    'Content-Type': fc.constantFrom(
      ...['application/json; charset=x', 'application/json', 'application/merge-patch+json', 'text/plain'],
      ...['application/xml', '', 'x', 'text/html', 'text/xml; charset=utf-16'],
    ),
    'Content-Encoding': fc.constantFrom('identity', 'gzip'),
  },
  { requiredKeys: [] },
)

/** Whatever with whatever. */
const chaos = fc
  .record({ method: fc.constantFrom(...METHODS), path, body: fc.oneof(bytes, spliced, text(value)), headers })
  .map(({ body, ...others }) =>
    ['GET', 'DELETE', 'OPTIONS'].includes(others.method) ? others : { ...others, body },
  )

const key = fc.nat(30).map((n) => `k${n}`)
/** Few of these are used by other requests: what is killed stays so. */
const rareKey = fc.nat(300).map((n) => `k${n}`)

/** A request of a method to a resource of an article, with a body that may be right. */
function toArticle(
  method: string,
  below: string,
  body: fc.Arbitrary<string>,
  headers: fc.Arbitrary<OddRequest['headers']> = fc.constant({}),
  keys = key,
): fc.Arbitrary<OddRequest> {
  return fc
    .tuple(keys, body, headers)
    .map(([key, body, headers]) => ({ method, path: `articles/${key}${below}`, body, headers }))
}

const fields = fc.subarray(Object.entries(WHOLE)).map((some) => Object.fromEntries(some))
const condition = fc.constantFrom<OddRequest['headers']>(
  {},
  {},
  {},
  { 'If-Match': '*' },
  { 'If-None-Match': '*' },
)

/** A document, with the type that it has. */
const documents = fc
  .oneof(
    text(fc.array(mutated(ITEM), { minLength: 1, maxLength: 3 })).map((body) => [body, 'application/json']),
    spliced.map((body) => [body, body.startsWith('<') ? 'application/xml' : 'application/json']),
    fc.string({ maxLength: 500 }).map((body) => [`Rabu 5 Jul 2023 08:07 WIB\n\n${body}`, 'text/plain']),
  )
  .map(([body = '', type = '']) => ({
    method: 'POST',
    path: 'documents',
    body,
    headers: { 'Content-Type': type },
  }))

/** Requests of all these kinds. Most of them would be right but for a value or two. */
export const oddRequest: fc.Arbitrary<OddRequest> = fc.oneof(
  { weight: 3, arbitrary: chaos },
  { weight: 6, arbitrary: toArticle('PUT', '', text(mutated(WHOLE)), condition) },
  {
    weight: 3,
    arbitrary: toArticle('PATCH', '', text(fields.chain(mutated)), fc.constant({ 'If-Match': '*' })),
  },
  { weight: 1, arbitrary: toArticle('POST', '/corrections', text(mutated(CORRECTION))) },
  {
    weight: 1,
    arbitrary: toArticle('PUT', '/withdrawal', text(mutated(WITHDRAWAL)), fc.constant({}), rareKey),
  },
  { weight: 4, arbitrary: documents },
  { weight: 1, arbitrary: key.map((key) => ({ method: 'DELETE', path: `articles/${key}`, headers: {} })) },
  { weight: 1, arbitrary: key.map((key) => ({ method: 'GET', path: `articles/${key}`, headers: {} })) },
)
