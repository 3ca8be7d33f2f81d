import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { articleInput, correctionInput, withdrawalInput } from '../../../../src/api/request-schemas.ts'
import { jsonSchemaOf } from '../../../../src/cli/api-schema/from-valibot.ts'
import {
  ARTICLE_DOCUMENT,
  CORRECTION,
  PATCH,
  WITHDRAWAL,
} from '../../../../src/cli/api-schema/sent-schemas.ts'
import { ROLES } from '../../../../src/model/article.ts'
import { parseMoment } from '../../../../src/model/moment.ts'
import { runs } from '../../../support/runs.ts'

const ajv = new Ajv2020({ allowUnionTypes: true, strictTypes: false, strictRequired: false })
  .addFormat('date-time', (text: string) => parseMoment(text) !== undefined)
  .addFormat('iri', (text: string) => URL.canParse(text))
const isByJsonSchema = ajv.compile(ARTICLE_DOCUMENT)
const isByWarta = (value: unknown) => v.safeParse(articleInput, value).success

const ARTICLE = {
  title: 'Contoh',
  language: 'id',
  published: '2022-09-20T12:32:00+07:00',
  publisher: 'republika',
  body: '<p>Isi.</p>',
}

/** An article with every field that there is. */
const WHOLE: object = {
  ...ARTICLE,
  id: 'urn:x:1',
  slug: 'contoh',
  updated: '2022-09-20T12:33:00+07:00',
  embargo: '2022-09-20T12:32:00+07:00',
  expires: '2032-09-20T12:32:00+07:00',
  corrections: [{ at: '2022-09-20T12:33:00+07:00', text: 'Keliru.' }],
  summary: 'Ringkasan.',
  dateline: 'Moskow',
  authors: [{ name: 'Lintar Satria', role: 'reporter', url: 'https://a.example/' }],
  sources: ['reuters'],
  original: 'https://a.example/asal',
  image: {
    ...{ url: 'https://a.example/a.jpg', width: 10, height: 20, alt: 'Alt', caption: 'Teks' },
    ...{ credit: 'Foto', rights: 'Hak' },
  },
  recordings: [{ url: 'https://a.example/a.mp3', type: 'audio/mpeg', length: 10, duration: 1.5 }],
  tags: ['dunia'],
  rights: 'Hak',
  related: [{ title: 'Lain', url: 'https://a.example/lain' }],
  translations: ['sample'],
}

const ONE_OF_EACH_TYPE: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1, 1.5, 1e300, '', 'x', '1', 'true', 'null', '[]', '{}'],
  ...[[], [null], [[]], [{}], ['x'], [1], {}, { x: 1 }, { length: 0 }, { '': null }],
]

/** The names of all fields that a schema has, at whatever depth. */
function fieldsOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  return Object.entries(schema).flatMap(([keyword, value]) => [
    ...(keyword === 'properties' ? Object.keys(value as object) : []),
    ...fieldsOf(value),
  ])
}

const word = fc.stringMatching(/^[a-z]{1,12}$/)
const line = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '))
const url = fc.webUrl({ withQueryParameters: true, withFragments: true })
const moment = fc
  .record({
    at: fc.date({ min: new Date('1000-01-01'), max: new Date('9000-01-01'), noInvalidDate: true }),
    offset: fc.constantFrom('Z', 'z', '+07:00', '-14:00', '+05:45'),
    parting: fc.constantFrom('T', 't', ' '),
  })
  .map(({ at, offset, parting }) => `${at.toISOString().slice(0, 23).replace('T', parting)}${offset}`)
const language = fc.constantFrom(
  'id',
  'en-GB',
  'zh-Hant-TW',
  'de-CH-1996',
  'sl-rozaj',
  'en-x-a',
  'ID',
  'ms-Arab',
)
const some = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { maxLength: 3 })
const pixels = fc.integer({ min: 1, max: 100_000 })

/** Articles that are taken, with any of the fields. */
const article = fc.record(
  {
    title: line,
    language,
    published: moment,
    publisher: word,
    body: fc.string(),
    id: fc.oneof(url, fc.constantFrom('urn:x:1', 'tag:a.example,2022:b')),
    slug: fc.constantFrom('satu', 'satu-dua', 'berita-2022', '東京'),
    updated: moment,
    embargo: fc.oneof(moment, fc.constant('until further notice')),
    expires: moment,
    corrections: some(fc.record({ at: moment, text: line })),
    summary: fc.string(),
    dateline: line,
    authors: some(
      fc.record({ name: line, role: fc.constantFrom(...ROLES), url }, { requiredKeys: ['name', 'role'] }),
    ),
    sources: some(word),
    original: url,
    image: fc.record(
      { url, width: pixels, height: pixels, alt: line, caption: line, credit: line, rights: line },
      { requiredKeys: [] },
    ),
    recordings: some(
      fc.oneof(
        fc.record({ url, type: fc.constantFrom('audio/mpeg', 'Video/MP4; codecs="x"') }),
        fc.record({
          url: fc.constantFrom(
            'https://a.example/b.mp3',
            'http://a.example/c/d.WEBM?x=1',
            'https://a.example/e.mov#f',
          ),
          length: fc.integer({ min: 1 }),
          duration: fc.double({ min: 1, max: 1_000_000, noNaN: true }),
        }),
      ),
    ),
    tags: some(line),
    rights: fc.string(),
    related: some(fc.record({ title: line, url })),
    translations: some(word),
  },
  { requiredKeys: ['title', 'language', 'published', 'publisher', 'body'] },
)

/** What no field, some fields, or every field of text takes. */
const JUNK: readonly unknown[] = [
  ...['', ' ', '\n\t', 'x', 'A', 'a b', 'a--b', '-a', 'a,b', 'a|b', '東京', 'boss', 'reporter', 'kill'],
  ...['id', 'english', 'abcd', 'en_GB', 'en-', 'x-a', 'en-GB-oed', 'until further notice', 'soon'],
  ...['2022-09-20', '2022-09-20T12:32:00', '2022-02-30T12:32:00Z', '2022-09-20T24:00:00Z'],
  ...['2022-09-20T12:32:00+15:00', '2022-13-20T12:32:00Z', '2022-09-20T12:32:00.1234567890Z'],
  ...[
    'https://a.example/',
    'http:',
    'https://',
    'ftp://a.example/',
    '//a.example/',
    'https://u:p@a.example/',
  ],
  ...['https://a.example/x.mp3', 'https://a.example/x.txt', 'https://a.mp3', 'https://a.example/?x.mp3'],
  ...['urn:x:1', 'a:', 'mailto:a@b.example', 'audio/mpeg', 'text/html', 'audio/'],
  ...[0, 1, -1, 1.5, 100_000, 100_001, 1e300, true, null, [], {}, [[]], [null], ['a'], [{}]],
  ...[100, 101, 200, 201, 300, 500, 501, 1000, 1001, 2000, 2001, 5001, 10_001].map((length) =>
    'x'.repeat(length),
  ),
  ...[20, 21, 50, 51].flatMap((length) => [
    Array.from({ length }, () => 'a'),
    Array.from({ length }, () => ({ at: ARTICLE.published, text: 'a' })),
    Array.from({ length }, () => ({ name: 'A', role: 'editor' })),
  ]),
]

/** An article with something else in place of one of its values, without it, or with one more. */
const mutated = fc
  .tuple(article, fc.nat(), fc.constantFrom(...JUNK), fc.constantFrom('replace', 'delete', 'add'))
  .map(([one, at, junk, how]) => {
    const copy = structuredClone(one) as Record<string, unknown>
    const places = placesOf(copy)
    const [group, name] = places[at % places.length] ?? [copy, 'title']
    if (how === 'delete') Reflect.deleteProperty(group, name)
    else group[how === 'add' && !Array.isArray(group) ? 'lain' : name] = junk
    return JSON.parse(JSON.stringify(copy)) as unknown
  })

type Group = Record<string, unknown>

function placesOf(group: object): (readonly [Group, string])[] {
  return Object.entries(group).flatMap(([name, value]) => [
    [group as Group, name] as const,
    ...(typeof value === 'object' && value !== null ? placesOf(value) : []),
  ])
}

describe('the JSON Schema of an article', () => {
  it('takes every article that Warta takes', () => {
    const check = (one: unknown) => {
      expect(isByWarta(one)).toBe(true)
      expect(isByJsonSchema(one), JSON.stringify(isByJsonSchema.errors)).toBe(true)
    }
    fc.assert(fc.property(article, check), { numRuns: runs(200) })
  })

  it('agrees with Warta on articles in which something is wrong', () => {
    const verdicts = { true: 0, false: 0 }
    const check = (one: unknown) => {
      const isTaken = isByWarta(one)
      verdicts[`${isTaken}`]++
      expect(isByJsonSchema(one), JSON.stringify(one)).toBe(isTaken)
    }
    fc.assert(fc.property(mutated, check), { numRuns: runs(300) })
    expect(Math.min(verdicts.true, verdicts.false)).toBeGreaterThan(20)
  })

  it.each(Object.keys(articleInput.entries))(
    'agrees with Warta on everything odd in the field %s',
    (field) => {
      for (const junk of [...JUNK, ...JUNK.map((one) => [one])]) {
        const one = { ...ARTICLE, [field]: junk }
        expect(isByJsonSchema(one), JSON.stringify(junk)).toBe(isByWarta(one))
      }
    },
  )

  it('agrees with Warta on each type of JSON in the place of each value of an article that has every field', () => {
    const verdicts = { true: 0, false: 0 }
    for (const [place, value] of placesOf(WHOLE).entries()) {
      for (const other of [...ONE_OF_EACH_TYPE, [value[0][value[1]]], { 0: value[0][value[1]] }]) {
        const one = structuredClone(WHOLE) as Group
        const [group, name] = placesOf(one)[place] ?? [one, '']
        group[name] = other
        const isTaken = isByWarta(one)
        verdicts[`${isTaken}`]++
        expect(isByJsonSchema(one), `${name}: ${JSON.stringify(other)}`).toBe(isTaken)
      }
    }
    expect(Math.min(verdicts.true, verdicts.false)).toBeGreaterThan(20)
  })

  it('has every field in the article that these types are tried in', () => {
    expect(isByWarta(WHOLE)).toBe(true)
    const named = new Set(placesOf(WHOLE).map(([, name]) => name))
    for (const name of fieldsOf(ARTICLE_DOCUMENT)) expect(named).toContain(name)
  })

  // Where they differ. Each is told by nothing that JSON Schema has, or is a kindness that nobody should rely on.
  it.each([
    [
      'white space that is taken away is not counted by Warta',
      { title: `${' '.repeat(1000)}x` },
      true,
      false,
    ],
    ['Warta counts code units of UTF-16', { title: '😀'.repeat(600) }, false, true],
    ['what XML cannot hold is taken away by Warta', { title: '\u0003' }, false, true],
    ['a slug is in NFKC', { slug: 'ﬁ' }, false, true],
    ['a variant of a language stands once', { language: 'de-1996-1996' }, false, true],
    ['an address may be written carelessly', { original: 'https:a.example' }, true, false],
    ['an address may have spaces around it', { original: ' https://a.example/ ' }, true, false],
  ])('differs where %s', (_, more, byWarta, byJsonSchema) => {
    expect([isByWarta({ ...ARTICLE, ...more }), isByJsonSchema({ ...ARTICLE, ...more })]).toEqual([
      byWarta,
      byJsonSchema,
    ])
  })
})

describe('the other JSON Schemas of what clients send', () => {
  it.each([
    ['a correction', CORRECTION, correctionInput, { text: 'Keliru.', at: ARTICLE.published }],
    ['a withdrawal', WITHDRAWAL, withdrawalInput, { kind: 'legal', reason: 'Putusan.', by: 'Redaksi' }],
  ] as const)('that of %s agrees with Warta', (_, schema, input, sound) => {
    const validate = ajv.compile(schema)
    const all = JUNK.flatMap((junk) => Object.keys(sound).map((name) => ({ ...sound, [name]: junk })))
    for (const one of [sound, {}, { ...sound, lain: 1 }, ...all]) {
      expect(validate(one), JSON.stringify(one)).toBe(v.safeParse(input, one).success)
    }
  })

  it('that of a patch takes each field but the id, also to take it out', () => {
    const validate = ajv.compile(PATCH)
    const { id: _, ...fields } = articleInput.entries
    expect(validate(Object.fromEntries(Object.keys(fields).map((name) => [name, null])))).toBe(true)
    for (const name of ['id', 'withdrawn', 'status', 'lain'])
      expect(validate({ [name]: null }), name).toBe(false)
  })
})

describe('the conversion of a schema', () => {
  it.each([
    [
      'a rule that is a function',
      v.pipe(
        v.string(),
        v.check((text) => text !== 'x'),
      ),
      'the rule check',
    ],
    ['a type that it does not know', v.strictObject({ at: v.date() }), 'for date'],
    ['two patterns of one text', v.pipe(v.string(), v.nonEmpty(), v.regex(/x/)), 'Two rules'],
  ])('leaves out nothing: %s is refused', (_, schema, said) => {
    expect(() => jsonSchemaOf(schema, new Map())).toThrow(said)
  })
})
