import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { fieldName, validate } from '../../../src/ingest/validate.ts'
import { frontMatterSchema } from '../../../src/model/article.ts'

const GOOD = { title: 'x', language: 'id', published: '2022-09-20T12:32:00+07:00', publisher: 'republika' }

/** What is said about front matter with these fields, by field. */
function said(fields: unknown): Record<string, string> {
  const written: unknown = JSON.parse(JSON.stringify(fields))
  const checked = validate(frontMatterSchema, written, () => ({ file: 'x.md', line: 7 }))
  const faults = checked.ok ? [] : checked.failure.faults
  return Object.fromEntries(faults.map(({ field, message }) => [field, message]))
}

describe('front matter that is checked', () => {
  it('Front matter that is right comes back typed', () => {
    const checked = validate(frontMatterSchema, GOOD, () => ({ file: 'x.md', line: 1 }))
    expect(checked).toMatchObject({
      ok: true,
      value: { title: 'x', published: { instant: Date.UTC(2022, 8, 20, 5, 32), offset: 420 }, tags: [] },
    })
  })

  it.each([
    [{ title: undefined }, 'title', 'is missing; add it'],
    [{ title: 12 }, 'title', 'is not text; put it in quotes'],
    [{ title: ' ' }, 'title', 'is empty; fill it in or leave the field out'],
    [{ titel: 'x' }, 'titel', 'is not a field that is known here; mend its name: is it "title"?'],
    [{ tags: 'a, b' }, 'tags', 'is not a list; write [one, two] or one "- item" a line'],
    [{ tags: ['ok', 'a|b'] }, 'tags[1]', /^holds a comma or \|.*write two tags$/],
    [{ sources: Array(21).fill('x') }, 'sources', 'has more than 20 items'],
    [{ language: 'Indonesian!' }, 'language', /BCP 47.*such as id or en$/],
    [
      { published: '2022-09-20T12:32:00' },
      'published',
      /^is not a date-time with its offset; write it such as/,
    ],
    [{ published: '2022-02-31T12:32:00Z' }, 'published', /^is not a date-time/],
    [{ published: 20220920 }, 'published', /^is not a date; write it such as/],
    [{ authors: [{ name: 'x', role: 'boss' }] }, 'authors[0].role', /^is not a role; use one of reporter,/],
    [{ authors: [{ role: 'editor' }] }, 'authors[0].name', 'is missing; add it'],
    [{ authors: ['x'] }, 'authors[0]', 'is not a group of fields; write one "name: value" a line'],
    [{ original: '/relative' }, 'original', /^is not a whole http\(s\) URL/],
    [{ original: 'javascript:alert(1)' }, 'original', /^is not a whole http\(s\) URL/],
    [{ original: 'https://me:secret@x.example/' }, 'original', /^is not a whole http\(s\) URL/],
    [{ id: 'no uri' }, 'id', /^is not a URI; leave it out to have one minted/],
    [{ image: { url: 'https://x.example/a.jpg', file: 'a.jpg' } }, 'image', /both url and file; keep one/],
    [{ image: { width: '1200' } }, 'image.width', 'is not a number of pixels'],
    [{ image: null }, 'image', 'is not a group of fields; write one "name: value" a line'],
    [{ image: [] }, 'image', 'is not a group of fields; write one "name: value" a line'],
    [{ image: ['a.jpg'] }, 'image', 'is not a group of fields; write one "name: value" a line'],
    [{ image: { heigth: 10 } }, 'image.heigth', /mend its name: is it "height"\?$/],
    [{ recordings: [{ url: 'https://x.example/a.mp3', length: 1e300 }] }, 'recordings[0].length', /<=9007/],
    [{ related: [{ title: 'x' }] }, 'related[0].url', 'is missing; add it'],
  ])('Front matter with %j is told what is wrong with %s', (fields, field, message) => {
    const all = said({ ...GOOD, ...fields })
    expect(Object.keys(all)).toEqual([field])
    expect(all[field]).toMatch(message)
  })

  it('Front matter that is no mapping is told so', () => {
    expect(said('hello')).toEqual({ '-': 'is not a list of fields; write one "name: value" a line' })
    expect(said([])).not.toEqual({})
  })

  it('Front matter is told every fault at once, one for each field', () => {
    const authors = [{ name: 'x', role: 'editor', mail: 1, age: 2 }]
    const all = said({ ...GOOD, title: undefined, tags: 'x', author: 'me', editor: 'you', authors })
    const fields = ['author', 'authors[0].age', 'authors[0].mail', 'editor', 'tags', 'title']
    expect(Object.keys(all).sort()).toEqual(fields)
  })

  it('Every fault of front matter says what it is and how to mend it', () => {
    const wrong = { ...GOOD, titel: 1, title: '', tags: {}, language: 3, authors: [{}], image: 'x.jpg' }
    const all = Object.values(said(wrong))
    expect(all).toHaveLength(7)
    for (const message of all) expect(message).toMatch(/; (?:write|use|put|add|take|fill|mend)/)
  })
})

describe('the name of a field', () => {
  it('The name of a field is written as people write paths', () => {
    expect(fieldName(['authors', 0, 'role'])).toBe('authors[0].role')
    expect(fieldName(['title'])).toBe('title')
    expect(fieldName([])).toBe('-')
  })
})

it('Of thousands of unknown members some are told, by a number of checks that does not grow with them', () => {
  let checks = 0
  const counting = v.strictObject({
    title: v.pipe(
      v.string(),
      v.check(() => ++checks > 0),
    ),
  })
  const many = Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`m${n}`, 1]))
  const checked = validate(counting, { title: 'x', ...many }, () => ({}))
  const told = checked.ok ? 0 : checked.failure.faults.length
  expect(told).toBeGreaterThanOrEqual(100)
  expect(checks).toBeLessThan(110)
})
