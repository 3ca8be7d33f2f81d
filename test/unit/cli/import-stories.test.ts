import { describe, expect, it } from 'vitest'
import { ImportStories } from '../../../src/cli/import-stories.ts'

const TIME = '2022-09-20T12:32:00+07:00'
const INSTANT = Date.parse(TIME)
const PATH = 'articles/2022/09/cuaca-hari-ini.md'

/** The stories of a folder with one file, which says this. */
function stories(said: Record<string, string>, path = PATH): ImportStories {
  const stories = new ImportStories('warta.example')
  const fields = Object.entries({ published: TIME, ...said }).map(([name, value]) => `${name}: ${value}\n`)
  stories.add(path, `---\n${fields.join('')}---\nid: urn:not:this\n`)
  return stories
}

const incoming = (more = {}) => ({
  id: undefined,
  slug: 'cuaca-hari-ini',
  published: INSTANT,
  original: undefined,
  ...more,
})

describe('the same story', () => {
  it.each([
    ['the same id', { id: "'urn:a:1'" }, { id: 'urn:a:1', slug: 'lain', published: 0 }],
    ['the same title and time, and no ids', {}, {}],
    [
      'the same title and time, and an id that was minted here',
      { id: 'tag:warta.example,2022-09-20:x' },
      { id: 'urn:a:1' },
    ],
    [
      'the same page and time',
      { original: 'https://www.a.example/1/?utm_source=x' },
      { slug: 'ralat', original: 'http://a.example/1' },
    ],
    [
      'the same page and title',
      { original: 'https://a.example/1' },
      { published: 0, original: 'https://a.example/1' },
    ],
    [
      'a page that the file does not know, and the same title and time',
      {},
      { original: 'https://a.example/1' },
    ],
  ])('%s make it the same story', (_, file, more) => {
    expect(stories(file).find(incoming(more))?.path).toBe(PATH)
  })

  it('A file with a number after its slug has the same title', () => {
    expect(stories({}, PATH.replace('.md', '-2.md')).find(incoming())).toBeDefined()
    expect(stories({}, PATH.replace('.md', '-2b.md')).find(incoming())).toBeUndefined()
    expect(stories({}, PATH).find(incoming({ slug: 'cuaca-hari-ini-2' }))).toBeUndefined()
  })
})

describe('another story', () => {
  it.each([
    ['another time', {}, { published: INSTANT + 60_000 }],
    ['another title', {}, { slug: 'gempa' }],
    ['another id of its own', { id: 'urn:a:1' }, { id: 'urn:a:2' }],
    ['another page', { original: 'https://a.example/1' }, { original: 'https://a.example/2' }],
    [
      'the same page, which lists several stories',
      { original: 'https://a.example/1' },
      { original: 'https://a.example/1', slug: 'x', published: 0 },
    ],
  ])('%s makes it another story', (_, file, more) => {
    expect(stories(file).find(incoming(more))).toBeUndefined()
  })
})

describe('the name of a new file', () => {
  it('A slug that a file of any month has gets a number', () => {
    const taken = stories({}, 'articles/2019/01/cuaca-hari-ini.md')
    expect(taken.freeSlug('gempa')).toBe('gempa')
    expect(taken.freeSlug('cuaca-hari-ini')).toBe('cuaca-hari-ini-2')
    taken.add('articles/2022/09/cuaca-hari-ini-2.md', '')
    expect(taken.freeSlug('cuaca-hari-ini')).toBe('cuaca-hari-ini-3')
  })
})
