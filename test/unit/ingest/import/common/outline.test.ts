import { describe, expect, it } from 'vitest'
import {
  hasMoreNodes,
  nestedDeeper,
  rootIndex,
  rootName,
} from '../../../../../src/ingest/import/common/outline.ts'
import { processorTime } from '../../../../support/processor-time.ts'

describe('the outline of markup', () => {
  it.each([
    ['<rss version="2.0">', 'rss'],
    ['\uFEFF <?xml version="1.0"?><!-- <feed> --><x:rdf xmlns:x="y">', 'rdf'],
    ['<!DOCTYPE rss [<!ENTITY a "<b>">]><rss/>', 'rss'],
    ['<!DOCTYPE html><p>a[b]</p>', 'p'],
    ['teks <rss>', undefined],
    ['<!-- <rss>', undefined],
    ['<!DOCTYPE rss [<rss>', undefined],
    ['', undefined],
  ])('the outermost element of %j is %s', (text, name) => {
    expect(rootName(text)).toBe(name)
  })

  it('a document of nothing but declarations is looked through in linear time', () => {
    const text = '<!a>'.repeat(2_000_000)
    expect(rootIndex(text)).toBe(-1)
    expect(processorTime(() => rootIndex(text))).toBeLessThan(3000)
  })

  it('nesting and nodes are counted up to a limit', () => {
    expect(nestedDeeper('<a><b></b></a>', 2)).toBe(false)
    expect(nestedDeeper('<a><b><c>', 2)).toBe(true)
    expect(hasMoreNodes('<a>x</a>', 2)).toBe(false)
    expect(hasMoreNodes('<a>x</a><b/>', 2)).toBe(true)
  })
})
