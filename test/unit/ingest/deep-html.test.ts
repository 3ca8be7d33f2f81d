import { describe, expect, it } from 'vitest'
import { cleanHtml, isTooDeep } from '../../../src/ingest/clean-html.ts'
import { readArticleFile } from '../../../src/ingest/content/article-file.ts'
import { failed } from '../../../src/model/result.ts'
import { articleFile, NOW } from '../../support/example-content.ts'

// 1.4 MB that kept the parser busy for minutes: every end tag looks through every open element.
const BOMB = '<a>'.repeat(200_000) + '</b>'.repeat(200_000)

describe('HTML that nests too deep', () => {
  it('HTML that nests too deep is told from long texts, also where their paragraphs are not closed', () => {
    expect(isTooDeep(BOMB)).toBe(true)
    expect(isTooDeep('<div>'.repeat(501))).toBe(true)
    expect(isTooDeep('<p>kata <b>tebal</b><br><img src=x>'.repeat(20_000))).toBe(false)
    expect(isTooDeep(`<ul>${'<li>satu'.repeat(5000)}</ul>`)).toBe(false)
  })

  it('HTML that nests too deep gives no body', () => {
    expect(cleanHtml(BOMB, () => undefined)).toBe('')
  })

  it('HTML that nests too deep is a fault of its file', () => {
    const bytes = new TextEncoder().encode(articleFile({}, BOMB))
    const context = { registry: new Map(), now: NOW, findMedia: () => failed('is not there') }
    const reading = readArticleFile('content/articles/2022/09/contoh.md', bytes, context)
    const messages = reading.ok ? [] : reading.failure.map(({ message }) => message)
    expect(messages).toContainEqual(expect.stringContaining('hundreds deep'))
  })
})
