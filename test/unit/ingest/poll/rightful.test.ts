import { describe, expect, it } from 'vitest'
import { isFuller, replaces, type Version } from '../../../../src/ingest/poll/rightful.ts'
import type { Author } from '../../../../src/model/article.ts'

const by = (...names: string[]): Author[] => names.map((name) => ({ name, role: 'reporter' }))

const version = (id: string, more: Partial<Version> = {}): Version => ({
  source: { id, name: id, home: `https://${id}.example/` },
  names: [],
  publisher: id,
  sources: [],
  authors: [],
  ...more,
})

const OWN = ['page:asal.example/1', 'id:tag:asal.example,2022:1']

describe('a version of a story takes the place of another one', () => {
  it.each([
    ['whose page is of its source', version('asal'), version('lain', { names: OWN.slice(0, 1) })],
    ['whose id is of its source', version('asal'), version('lain', { names: OWN.slice(1) })],
    ['that credits its source', version('asal'), version('lain', { sources: ['x', 'asal'] })],
    ['that is published as its source', version('asal'), version('lain', { publisher: 'asal' })],
    [
      'of the same chain, with a fuller byline',
      version('asal', { publisher: 'x', authors: by('A', 'B') }),
      version('lain', { publisher: 'x', authors: by('B') }),
    ],
    [
      'whose source has left the registry',
      version('asal'),
      { ...version('lain', { names: OWN }), source: undefined },
    ],
  ])('a version takes the place of one %s', (_, one, other) => {
    expect(replaces(one, other)).toBe(true)
    expect(replaces(other, one)).toBe(false)
  })

  it.each([
    ['neither says anything of the other', version('asal', { names: OWN }), version('lain')],
    [
      'both credit each other',
      version('asal', { sources: ['lain'] }),
      version('lain', { sources: ['asal'] }),
    ],
    [
      'each has a name of the other',
      version('asal', { names: ['page:lain.example/1'] }),
      version('lain', { names: OWN }),
    ],
    [
      'they have the same host',
      { ...version('asal', { names: OWN }), source: { id: 'asal', name: 'A', hosts: ['asal.example'] } },
      { ...version('lain', { names: OWN }), source: { id: 'lain', name: 'B', hosts: ['asal.example'] } },
    ],
    [
      'their chains differ',
      version('asal', { publisher: 'x', sources: ['y'], authors: by('A', 'B') }),
      version('lain', { publisher: 'x', authors: by('A') }),
    ],
  ])('neither version takes the place of the other where %s', (_, one, other) => {
    expect(replaces(one, other)).toBe(false)
    expect(replaces(other, one)).toBe(false)
  })
})

describe('a byline is fuller than another', () => {
  it.each([
    ['names somebody else too', by('A', 'B'), by('a'), true],
    ['names somebody where nobody was named', by('A'), [], true],
    ['names the same', by('B', 'A'), by('A', 'B'), false],
    ['names somebody twice', by('A', 'A'), by('A'), false],
    ['leaves somebody out', by('B', 'C'), by('A'), false],
    [
      'gives somebody another role',
      [...by('A'), ...by('C')],
      [{ name: 'A', role: 'editor' } as const],
      false,
    ],
  ])('a byline that %s: %o against %o', (_, one, other, expected) => {
    expect(isFuller(one, other)).toBe(expected)
  })
})
