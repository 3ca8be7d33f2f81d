import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editTime, joinDigest, splitDigest, statementOf } from '../../../../src/ingest/content/edit-times.ts'

const digests = fc.record({
  file: fc.stringMatching(/^[0-9a-f]{8}$/),
  said: fc.constantFrom('aa', 'bb'),
  updated: fc.option(fc.integer({ min: 0, max: 2e12 }), { nil: undefined }),
})

const at = (instant: number) => ({ instant, offset: 420 })

/** When an article was updated whose file said one thing and says another. */
function updated(
  before: { said?: string; updated?: number; stored: number },
  after: { said?: string; updated?: number },
  now = 9_000_000,
) {
  const draft = { published: at(1_000_000), updated: at(after.updated ?? 1_000_000) }
  const digest = (one: { said?: string; updated?: number }) => ({
    file: 'f',
    said: one.said ?? 'aa',
    updated: one.updated,
  })
  const stored = { digest: joinDigest(digest(before)), published: 1_000_000, updated: before.stored }
  return editTime(draft, digest(after), stored, now)
}

describe('the stored digest of a file', () => {
  it('A stored digest has its parts again', () => {
    fc.assert(
      fc.property(digests, (digest) => {
        expect(splitDigest(joinDigest(digest))).toEqual(digest)
      }),
    )
  })

  it('A digest that an earlier version stored has the part of the file alone', () => {
    expect(splitDigest('0123abcd')).toEqual({ file: '0123abcd', said: undefined, updated: undefined })
  })
})

describe('the time of an edit', () => {
  it('An article that is not stored yet, or was stored without a digest of what it says, has its own time', () => {
    const draft = { published: at(1_000_000), updated: at(2_000_000) }
    const digest = { file: 'f', said: 'aa', updated: 2_000_000 }
    expect(editTime(draft, digest, undefined, 9_000_000)).toEqual({ instant: 2_000_000, isOurs: false })
    const old = { digest: 'e', published: 1_000_000, updated: 1_000_000 }
    expect(editTime(draft, digest, old, 9_000_000)).toEqual({ instant: 2_000_000, isOurs: false })
  })

  it.each([
    ['a text that is new', { stored: 1_000_000 }, { said: 'bb' }, 9_000_000, true],
    [
      'an old `updated`',
      { stored: 2_000_000, updated: 2_000_000 },
      { said: 'bb', updated: 2_000_000 },
      9_000_000,
      true,
    ],
    ['a new `updated`', { stored: 1_000_000 }, { said: 'bb', updated: 3_000_000 }, 3_000_000, false],
    ['an `updated` in the past', { stored: 8_000_000 }, { said: 'bb', updated: 3_000_000 }, 3_000_000, false],
    ['nothing new', { stored: 8_000_000 }, {}, 8_000_000, false],
    ['nothing new under a tie', { stored: 1_000_007 }, {}, 1_000_000, false],
    ['an `updated` taken out', { stored: 3_000_000, updated: 3_000_000 }, {}, 1_000_000, false],
    [
      'an `updated` taken out of a new text',
      { stored: 3_000_000, updated: 3_000_000 },
      { said: 'bb' },
      9_000_000,
      true,
    ],
  ])('With %s an article was updated then', (_, before, after, instant, isOurs) => {
    expect(updated(before, after)).toEqual({ instant, isOurs })
  })

  it('An edit is later than what is stored, whatever the clock says', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000_000, max: 9_000_000 }), fc.nat(9_000_000), (stored, now) => {
        expect(updated({ stored }, { said: 'bb' }, now).instant).toBeGreaterThan(stored)
      }),
    )
  })

  it('A correction of the time of publication moves the update of an article that was never edited, and no other', () => {
    const draft = { published: at(500_000), updated: at(500_000) }
    const digest = { file: 'f', said: 'aa', updated: undefined }
    const stored = (time: number) => ({ digest: joinDigest(digest), published: 1_000_000, updated: time })
    expect(editTime(draft, digest, stored(1_000_000), 9_000_000).instant).toBe(500_000)
    expect(editTime(draft, digest, stored(4_000_000), 9_000_000).instant).toBe(4_000_000)
  })
})

describe('what a file says', () => {
  const plain = { title: 'A', sources: ['reuters'], authors: [{ name: 'B', role: 'editor' }] }

  it.each([
    [
      'another order of fields',
      { authors: [{ role: 'editor', name: 'B' }], sources: ['reuters'], title: 'A' },
    ],
    ['space around a text', { ...plain, title: ' A\n' }],
    ['a list that is empty', { ...plain, related: [] }],
    ['other tags', { ...plain, tags: ['x'] }],
    ['another time', { ...plain, published: '2022-09-20T12:32:00Z', updated: '2022-09-20T12:33:00Z' }],
    ['an id', { ...plain, id: 'urn:x:1' }],
  ])('A file says the same with %s', (_, fields) => {
    expect(statementOf(fields, 'Isi.\n\n', [])).toBe(statementOf(plain, '\nIsi.', []))
  })

  it.each([
    ['another name of an author', { ...plain, authors: [{ name: 'C', role: 'editor' }] }, 'Isi.', []],
    ['another role', { ...plain, authors: [{ name: 'B', role: 'reporter' }] }, 'Isi.', []],
    ['another source', { ...plain, sources: ['antara'] }, 'Isi.', []],
    ['a notice of rights', { ...plain, rights: '© B' }, 'Isi.', []],
    ['the credit of a picture', { ...plain, image: { credit: 'D' } }, 'Isi.', []],
    ['the bytes of a picture', plain, 'Isi.', ['1f2e']],
    ['a paragraph that ends', plain, 'I\n\nsi.', []],
  ])('A file says something else with %s', (_, fields, body, pictures) => {
    expect(statementOf(fields, body, pictures)).not.toBe(statementOf(plain, 'Isi.', []))
  })
})
