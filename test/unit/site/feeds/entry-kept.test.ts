import { describe, expect, it } from 'vitest'
import { writeAtom } from '../../../../src/formats/atom.ts'
import { writeJson } from '../../../../src/formats/json.ts'
import { writeRss } from '../../../../src/formats/rss.ts'
import type { Channel } from '../../../../src/model/channel.ts'
import { composeFeed } from '../../../../src/site/feeds/compose.ts'
import { entryOf } from '../../../../src/site/feeds/entry.ts'
import { EVERYTHING, fullArticle, plainArticle, SETTING, withoutBody } from '../../../support/article.ts'

const SITE = { origin: 'https://news.example', authority: 'warta.example' }
const WRITERS = { rss: writeRss, atom: writeAtom, json: writeJson }

const ARTICLE = fullArticle()
const ENGLISH = plainArticle({ id: 'urn:x:2', language: 'en' })
const EDITED = { ...ARTICLE, title: 'Lain' }
const SUMMARY = withoutBody(ARTICLE)

/** Every document of some channels and origins. `copy` gives each article: the same object each time, or a new one. */
function documents(copy: (article: typeof SUMMARY) => typeof SUMMARY): string[] {
  const english: Channel = { ...EVERYTHING, kind: 'tags', slug: 'x', title: 'X', language: 'en' }
  const settings = [
    SETTING,
    { ...SETTING, origin: 'https://other.example' },
    { ...SETTING, authority: 'other' },
  ]
  return [[ARTICLE, ENGLISH], [EDITED, ENGLISH], [SUMMARY], [ENGLISH, ARTICLE]].flatMap((list) =>
    settings.flatMap((setting) =>
      [EVERYTHING, english].flatMap((channel) =>
        Object.values(WRITERS).map((write) => write(composeFeed(channel, list.map(copy), setting))),
      ),
    ),
  )
}

describe('entries that are kept', () => {
  it('Documents are the same bytes with entries that are kept, the first time and later', () => {
    const anew = documents((article) => ({ ...article }))
    expect(documents((article) => article)).toEqual(anew)
    expect(documents((article) => article)).toEqual(anew)
  })

  it('An entry is made once for an article and a site', () => {
    const article = fullArticle()
    const entry = entryOf(article, SITE)
    expect(entryOf(article, { ...SITE })).toBe(entry)
    expect(entryOf({ ...article }, SITE)).not.toBe(entry)
    expect(entryOf(article, { ...SITE, origin: 'https://other.example' })).not.toBe(entry)
    expect(entryOf(article, { ...SITE, authority: 'other.example' })).not.toBe(entry)
  })

  it('The markup of an entry is written once for each format', () => {
    const article = fullArticle()
    const entry = entryOf(article, SITE)
    const { title } = entry
    let reads = 0
    Object.defineProperty(entry, 'title', {
      get: () => {
        reads++
        return title
      },
    })
    const write = () => [writeRss, writeAtom].map((one) => one(composeFeed(EVERYTHING, [article], SETTING)))
    const first = write()
    const once = reads
    expect(once).toBeGreaterThan(0)
    expect([write(), write()]).toEqual([first, first])
    expect(reads).toBe(once)
  })
})
