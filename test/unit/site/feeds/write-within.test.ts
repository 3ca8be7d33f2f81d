import { describe, expect, it } from 'vitest'
import { writeWithin } from '../../../../src/site/feeds/write-within.ts'
import type { ListedArticle } from '../../../../src/storage/read/consistent-read.ts'
import { plainArticle } from '../../../support/article.ts'

const articles = Array.from({ length: 10 }, (_, n) => plainArticle({ slug: `n${n}`, body: 'x'.repeat(100) }))

/** A writer whose documents are 10 bytes an entry and its body. */
const write = (listed: readonly ListedArticle[]) =>
  listed.map(({ slug, body = '' }) => slug.padEnd(10) + body).join('')

const entriesOf = (text: string) => Array.from(text.matchAll(/n\d/g), ([slug]) => slug)

describe('a document within a number of bytes', () => {
  it('holds everything where that fits', () => {
    expect(writeWithin(1100, articles, write)).toBe(write(articles))
  })

  it('gives up bodies from its end first, and no entry', () => {
    const text = writeWithin(1099, articles, write)
    expect(text.length).toBeLessThanOrEqual(1099)
    expect(entriesOf(text)).toHaveLength(10)
    expect(text).toContain(`n0${' '.repeat(8)}x`)
    expect(text.endsWith('n9        ')).toBe(true)
  })

  it('gives up entries from its end where even summaries do not fit', () => {
    const text = writeWithin(55, articles, write)
    expect(text.length).toBeLessThanOrEqual(55)
    const entries = entriesOf(text)
    expect(entries.length).toBeGreaterThanOrEqual(4)
    expect(entries).toEqual(['n0', 'n1', 'n2', 'n3', 'n4'].slice(0, entries.length))
  })

  it('counts bytes, not characters', () => {
    const accents = articles.map((article) => ({ ...article, body: 'é'.repeat(100) }))
    const text = writeWithin(1100, accents, write)
    expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(1100)
  })

  it('ends where nothing fits', () => {
    expect(writeWithin(0, articles, (listed) => `head ${write(listed)}`)).toBe('head ')
  })

  it('changes no article that it was given', () => {
    const before = structuredClone(articles)
    writeWithin(500, articles, write)
    expect(articles).toEqual(before)
  })
})
