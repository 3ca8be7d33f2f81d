import { describe, expect, it } from 'vitest'
import { readConfig } from '../../../src/config.ts'
import { knownCopy, validatorsOf } from '../../../src/serve/validators.ts'

const VERSION = { id: '05cde097-87a8-4f5e', tag: '', timestamp: '2026-10-31T12:00:00.900Z' }
const config = readConfig({ DB: null as never, VERSION })
const site = { config, siteDigest: 's1' }
const STAMP = { revision: 1_767_225_600_000, digest: '0123456789abcdef' }
const DEPLOYED = Date.UTC(2026, 9, 31, 12) / 1000
const REVISION = 1_767_225_600_123

const etagOf = (revision: number, variant: string, coding?: string) =>
  validatorsOf({ revision, modified: 0 }, variant, site, coding).etag

const known = (ifNoneMatch: string, variant = 'rss30f') =>
  knownCopy(new Headers({ 'If-None-Match': ifNoneMatch }), variant, site)?.revision

describe('validators', () => {
  it('name revision, variant, build, site and coding', () => {
    const tag = `${REVISION.toString(36)}-rss30f-05cde09787a8_s1`
    expect(etagOf(REVISION, 'rss30f')).toBe(`"${tag}"`)
    expect(etagOf(REVISION, 'rss30f', 'gzip')).toBe(`"${tag}-gzip"`)
  })

  it('name the state of a document in place of the revision, where it has one', () => {
    const version = { revision: REVISION, modified: 5, stamp: STAMP }
    const { etag } = validatorsOf(version, 'rss30f_x1', site)
    expect(etag).toBe(`"${STAMP.revision.toString(36)}_0123456789abcdef-rss30f_x1-05cde09787a8_s1"`)
    expect(knownCopy(new Headers({ 'If-None-Match': etag }), 'rss30f_x1', site)).toEqual(STAMP)
  })

  it('have the later time of the change and the build', () => {
    const modifiedOf = (modified: number) => validatorsOf({ revision: 1, modified }, 'page', site).modified
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
    ['another build', '"mjuohtjk-rss30f-0123456789ab_s1"'],
    ['another site', '"mjuohtjk-rss30f-05cde09787a8_s2"'],
    ['another coding than ours', '"mjuohtjk-rss30f-05cde09787a8_s1-br"'],
    ['more than we say', '"mjuohtjk-rss30f-05cde09787a8_s1-gzip-gzip"'],
    ['less', '"mjuohtjk-rss30f"'],
    ['capitals', '"MJUOHTJK-rss30f-05cde09787a8_s1"'],
    ['a number that is too long', '"zzzzzzzzzzzz-rss30f-05cde09787a8_s1"'],
    ['no quotes', 'mjuohtjk-rss30f-05cde09787a8_s1'],
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
