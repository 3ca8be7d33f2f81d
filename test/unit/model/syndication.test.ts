import { describe, expect, it } from 'vitest'
import type { Syndication } from '../../../src/model/source.ts'
import { indexingOf } from '../../../src/model/syndication.ts'
import { ANTARA, REPUBLIKA } from '../../support/article.ts'

const ORIGINAL = 'https://www.example.org/asli'
const OPEN = { noindex: false }
const NAMED = { noindex: false, canonical: ORIGINAL }

type Wanted = Syndication | undefined

describe('how a copy presents itself to search engines', () => {
  it.each<[publisher: Wanted, source: Wanted, original: string | undefined, expected: object]>([
    [undefined, undefined, ORIGINAL, OPEN],
    ['index', 'index', ORIGINAL, OPEN],
    ['noindex', undefined, ORIGINAL, { noindex: true }],
    ['index', 'noindex', undefined, { noindex: true }],
    ['canonical', 'noindex', ORIGINAL, { noindex: true }],
    ['canonical', undefined, ORIGINAL, NAMED],
    ['index', 'canonical', ORIGINAL, NAMED],
    ['canonical', undefined, undefined, OPEN],
  ])('publisher %s, source %s, original %s: %o', (publisher, source, original, expected) => {
    const article = {
      publisher: { ...REPUBLIKA, ...(publisher && { syndication: publisher }) },
      sources: [{ ...ANTARA, ...(source && { syndication: source }) }],
      ...(original && { original }),
    }
    expect(indexingOf(article)).toEqual(expected)
  })
})
