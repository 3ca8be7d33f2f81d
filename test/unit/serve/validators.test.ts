import { describe, expect, it } from 'vitest'
import { readConfig } from '../../../src/config.ts'
import { knownRevision, validatorsOf } from '../../../src/serve/validators.ts'

const VERSION = { id: '05cde097-87a8-4f5e', tag: '', timestamp: '2026-10-31T12:00:00.900Z' }
const config = readConfig({ DB: null as never, VERSION })
const DEPLOYED = Date.UTC(2026, 9, 31, 12) / 1000
const REVISION = 1_767_225_600_123

const etagOf = (revision: number, variant: string, coding?: string) =>
  validatorsOf({ revision, modified: 0 }, variant, config, coding).etag

const known = (ifNoneMatch: string, variant = 'rss30f') =>
  knownRevision(new Headers({ 'If-None-Match': ifNoneMatch }), variant, config)

describe('validators', () => {
  it('name revision, variant, build and coding', () => {
    expect(etagOf(REVISION, 'rss30f')).toBe(`"${REVISION.toString(36)}-rss30f-05cde09787a8"`)
    expect(etagOf(REVISION, 'rss30f', 'gzip')).toBe(`"${REVISION.toString(36)}-rss30f-05cde09787a8-gzip"`)
  })

  it('have the later time of the change and the build', () => {
    const modifiedOf = (modified: number) => validatorsOf({ revision: 1, modified }, 'page', config).modified
    expect(modifiedOf(DEPLOYED - 1)).toBe(DEPLOYED)
    expect(modifiedOf(DEPLOYED + 1)).toBe(DEPLOYED + 1)
  })
})

describe('the revision that a client knows', () => {
  it.each([
    ['its entity tag', etagOf(REVISION, 'rss30f')],
    ['a weak one', `W/${etagOf(REVISION, 'rss30f')}`],
    ['that of the compressed document', etagOf(REVISION, 'rss30f', 'gzip')],
    ['one among others', `"x", ${etagOf(REVISION, 'rss30f')},W/"y"`],
    ['the newest of several', [5, REVISION, 7].map((one) => etagOf(one, 'rss30f')).join(', ')],
  ])('is told by %s', (_, header) => {
    expect(known(header)).toBe(REVISION)
  })

  it.each([
    ['nothing', ''],
    ['anything', '*'],
    ['another format', etagOf(REVISION, 'atom30f')],
    ['another length', etagOf(REVISION, 'rss3f')],
    ['another content', etagOf(REVISION, 'rss30s')],
    ['another build', '"mjuohtjk-rss30f-0123456789ab"'],
    ['another coding than ours', '"mjuohtjk-rss30f-05cde09787a8-br"'],
    ['more than we say', '"mjuohtjk-rss30f-05cde09787a8-gzip-gzip"'],
    ['less', '"mjuohtjk-rss30f"'],
    ['capitals', '"MJUOHTJK-rss30f-05cde09787a8"'],
    ['a number that is too long', '"zzzzzzzzzzzz-rss30f-05cde09787a8"'],
    ['no quotes', 'mjuohtjk-rss30f-05cde09787a8'],
    ['an empty tag', '""'],
  ])('is not told by %s', (_, header) => {
    expect(known(header)).toBeUndefined()
  })

  it('is that of the one that was asked for', () => {
    const both = `${etagOf(5, 'rss30f')}, ${etagOf(9, 'atom30f')}`
    expect(known(both)).toBe(5)
    expect(known(both, 'atom30f')).toBe(9)
  })

  it('is looked for in a header of any length', () => {
    expect(known(`${'"x",'.repeat(20_000)}${etagOf(5, 'rss30f')}`)).toBe(5)
    expect(known('"'.repeat(100_000))).toBeUndefined()
  })
})
