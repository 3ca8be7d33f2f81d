import { describe, expect, it } from 'vitest'
import { readArticleFile } from '../../../../../src/ingest/content/article-file.ts'
import { EXAMPLE, EXAMPLE_PATH } from '../../../../../src/ingest/import/common/article-example.ts'
import { importDocument } from '../../../../../src/ingest/import/index.ts'
import { failed } from '../../../../../src/model/result.ts'

const reasonOf = (text: string) => importDocument({ text, name: 'catatan.txt' }).refused[0]?.reason ?? ''

describe('a text that is no document of a newsroom', () => {
  it.each([
    ['a note', 'Susu, telur, roti\n\nJangan lupa beras.'],
    ['Markdown', '# Panen Rumput Laut\n\nNelayan panen **rumput laut**.'],
  ])('is answered with how to write an article file, and an example: %s', (_what, text) => {
    const reason = reasonOf(text)
    expect(reason).toMatch(/^It is of no format that is known here: NewsML-G2, NewsML 1\.2, NITF, RSS/)
    expect(reason).toContain(EXAMPLE_PATH)
    expect(reason).toContain(EXAMPLE)
  })

  it('the example is an article file that a sync takes', () => {
    const registry = new Map([['my-newsroom', { id: 'my-newsroom', name: 'My Newsroom' }]])
    const context = { registry, now: Date.parse('2022-10-01'), findMedia: () => failed('is not there') }
    const path = EXAMPLE_PATH.replace('content/', '')
    const read = readArticleFile(path, new TextEncoder().encode(EXAMPLE), context)
    expect(read).toMatchObject({ ok: true })
  })

  it('an article file is told to be one', () => {
    expect(reasonOf('---\nlanguage: id\ntitle: Panen\n---\nIsi.')).toContain('It is an article file already')
  })

  it.each([
    ['XML', '<svg></svg>'],
    ['JSON', '{"a":1}'],
    ['bytes', 'PNG\0\0\0'],
    ['nothing', ' \n'],
  ])('what nobody would write as an article gets no example: %s', (_what, text) => {
    expect(reasonOf(text)).toMatch(/^It is of no format that is known here: [^\n]*$/)
  })
})
