import { describe, expect, it } from 'vitest'
import { FORMAT_NAMES, type FormatName } from '../../../src/formats/index.ts'
import { type Registry, readRegistry } from '../../../src/ingest/content/registry-file.ts'
import { type Article, onSite, ROLES } from '../../../src/model/article.ts'
import { rightsOf } from '../../../src/model/credit.ts'
import { typeOfUrl } from '../../../src/model/media-type.ts'
import { slugify } from '../../../src/model/slug.ts'
import { generatedContent, generatedFile, generatedPath } from '../../support/generated-files.ts'
import { articleOf, feedDocument, importedFrom, writtenAndRead } from '../../support/round-trip.ts'

const ORIGIN = 'https://news.example'
const content = generatedContent()
const registry = registryOf(String(content.files.get('sources.yaml')))

function registryOf(text: string): Registry {
  const read = readRegistry(new TextEncoder().encode(text), 'sources.yaml')
  if (!read.ok) throw new Error(JSON.stringify(read.failure))
  return read.value
}

const NOTES =
  '\n\nA claim[^a], and once more[^a].\n\n[^a]: Its **source**.\n\n- [x] done\n- [ ] open\n\nTerm\n: Meaning\n'

/** An article by its number: of each kind of credit, chain and text, some with recordings and notes. */
function generated(n: number): Article {
  const recordings = [
    { url: `https://cdn.example/${n}?id=1`, type: 'audio/x-m4a', length: 1_234_567, duration: 90 },
    { url: `https://cdn.example/${n}.mp4`, length: 7_654_321 },
  ]
  const over = n % 5 === 0 ? { recordings } : {}
  return articleOf(
    generatedPath(n),
    generatedFile(n, over) + (n % 4 === 0 ? NOTES : ''),
    registry,
    content.media,
  )
}

function throughFeed(article: Article, format: FormatName): Article {
  return writtenAndRead(importedFrom(feedDocument(article, format)), registry)
}

/**
 * What a format carries of an article. None carries these, because no reader could tell: the order between people of
 * different roles; which of two spellings of one tag stands first; that a notice of rights came from the registry; that a
 * file is our own; a source that is the publisher too; the alternative text of a picture that the body shows with another;
 * the jump marks of footnotes, whose links lead to the article's page. RSS has no parts of seconds in the time of
 * publication (RFC 822), and only JSON Feed has a place for the duration of every film and sound.
 */
function carried(article: Article, format: FormatName) {
  const {
    slug: _,
    body,
    pictures: __,
    hasCard: ___,
    ...others
  } = JSON.parse(onSite(JSON.stringify(article).replaceAll('\\u001a', '\u001A'), ORIGIN))
  const { image, recordings, published } = others as Article
  const type = image?.url && (image.type ?? typeOfUrl(image.url))
  return {
    ...others,
    rights: rightsOf(article),
    authors: ROLES.flatMap((role) => article.authors.filter((one) => one.role === role)),
    sources: others.sources.filter(({ id }: { id: string }) => id !== article.publisher.id),
    tags: [...new Set(article.tags.map(slugify))].sort(),
    image: image && { ...image, type, alt: image.inBody ? undefined : image.alt },
    recordings: recordings
      ?.map(({ duration, ...said }) => (format === 'json' ? { duration, ...said } : said))
      .toSorted((one, other) => (one.url < other.url ? -1 : 1)),
    published:
      format === 'rss' ? { ...published, instant: Math.floor(published.instant / 1000) * 1000 } : published,
    body: elementsOf(body),
  }
}

// A text that stands in no paragraph comes back in one. White space between elements is none of the text.
function elementsOf(html: string): string {
  return html
    .replace(/ id="fn[^"]*"/g, '')
    .replace(
      /<img ([^>]*) \/>/g,
      (_, said: string) => `<img ${(said.match(/\w+="[^"]*"/g) ?? []).sort().join(' ')} />`,
    )
    .replace(/<\/?p>|<a>([^<]*)<\/a>/g, (_, text = '') => ` ${text} `)
    .replace(/\s*(<[^>]*>)\s*/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
}

const NUMBERS = Array.from({ length: 40 }, (_, n) => n)

describe('an article on its way from a file to a feed, and from the feed to a file', () => {
  it.each(FORMAT_NAMES)('All of 40 articles of every kind are whole after it as %s', (format) => {
    for (const n of NUMBERS) {
      const article = generated(n)
      expect({ n, ...carried(throughFeed(article, format), format) }).toEqual({
        n,
        ...carried(article, format),
      })
    }
  })

  it.each(FORMAT_NAMES)('What an import has written stays as it is the second time, as %s', (format) => {
    for (const n of NUMBERS.slice(0, 20)) {
      const once = throughFeed(generated(n), format)
      const [first, second] = [once, throughFeed(once, format)].map((one) => carried(one, format))
      expect({ n, ...second }).toEqual({ n, ...first })
    }
  })
})
