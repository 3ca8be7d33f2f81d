import * as v from 'valibot'
import { type Article, BODY_LIMIT, frontMatterSchema } from '../../model/article.ts'
import { failed, type Result, success } from '../../model/result.ts'
import { slugify } from '../../model/slug.ts'
import { creditedSource, type Source } from '../../model/source.ts'
import { excerpt, textOfHtml, utf8Length } from '../../model/text.ts'
import { aliasesOf, hexDigest } from '../aliases.ts'
import { cleanHtml, type ResolveUrl } from '../clean-html.ts'
import type { ImportedArticle, Mention, Refusal } from '../import/common/importer.ts'
import type { Mentions } from '../import/common/mentions.ts'
import { mintId } from '../mint.ts'
import { validate } from '../validate.ts'

/** An article of a polled feed, before anybody has looked whether it is stored already. */
export interface Arrival {
  /** With the slug that it should have, and the times that the feed gives. */
  readonly article: Article
  /** The slug to take where that one is taken. */
  readonly otherSlug: string
  readonly aliases: readonly string[]
  /** A digest of title and body, a dot, and a digest of the whole article. */
  readonly digest: string
}

/** What an article of a polled feed is read with. */
export interface PolledFeed {
  readonly source: Source
  /** Where the document came from. */
  readonly url: string
  /** The feed's own title; empty where it has none. */
  readonly title: string
  readonly mentions: Mentions
  /** The authority of minted tag: URIs, a domain name. */
  readonly authority: string
}

const SLUG_LENGTH = 80
const EXCERPT_LENGTH = 300

const fieldsSchema = v.omit(frontMatterSchema, ['id', 'published', 'updated', 'publisher', 'sources'])
type Fields = v.InferOutput<typeof fieldsSchema>

/** Makes an article of an item. A field that is faulty and that an article can do without is left out. */
export async function toArrival(
  item: ImportedArticle,
  feed: PolledFeed,
  resolveUrl: ResolveUrl,
): Promise<Result<Arrival, Refusal>> {
  const read = fieldsOf(item)
  if (!read.ok) return read
  const fields = read.value
  const body = cleanHtml(item.body, resolveUrl)
  if (utf8Length(body) > BODY_LIMIT) {
    return failed({ item: item.title, reason: `It has a body of more than ${BODY_LIMIT} bytes.` })
  }
  const slug = slugify(excerpt(fields.title, SLUG_LENGTH)) || 'artikel'
  const { published, updated = published } = item
  const named = { published, slug: `${feed.source.id}-${slug}` }
  const article: Article = {
    ...fields,
    ...chainOf(item, feed),
    id: item.id ?? mintId(named, new Set(), feed.authority),
    slug,
    published,
    updated: updated.instant < published.instant ? published : updated,
    summary: fields.summary || excerpt(textOfHtml(body), EXCERPT_LENGTH),
    body,
  }
  return success(await arrivalOf(article))
}

function fieldsOf(item: ImportedArticle): Result<Fields, Refusal> {
  const { title, language, summary, dateline, authors, original, image, tags, rights, related } = item
  const said = { title, language, summary, dateline, authors, original, image, tags, rights, related }
  const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined))
  const checked = validate(fieldsSchema, given, () => ({ file: '', line: 0 }))
  if (checked.ok) return checked
  const { title: soundTitle, language: soundLanguage, ...sound } = checked.failure.sound
  if (soundTitle !== undefined && soundLanguage !== undefined) {
    const fields = {
      authors: [],
      tags: [],
      related: [],
      ...sound,
      title: soundTitle,
      language: soundLanguage,
    }
    return success(fields)
  }
  const fault = checked.failure.faults.find(({ field }) => field === 'title' || field === 'language')
  return failed({ item: item.title, reason: `Its ${fault?.field} ${fault?.message}.` })
}

function chainOf({ publisher, sources }: ImportedArticle, feed: PolledFeed) {
  const own = isFeedItself(publisher, feed) ? feed.source : feed.mentions.resolve(publisher)
  const named = own ?? feed.source
  const others = new Map<string, Source>()
  for (const mention of sources) {
    const source = feed.mentions.resolve(mention)
    if (source && source.id !== named.id) others.set(source.id, creditedSource(source))
  }
  return { publisher: creditedSource(named), sources: [...others.values()] }
}

// Importers credit an item without a publisher to its feed, whose title may be `Republika - Terkini`.
function isFeedItself({ name, home, feed }: Mention, { source, title, url }: PolledFeed): boolean {
  if (title !== '' && slugify(name) === slugify(title)) return true
  return (feed !== undefined && (feed === source.feed || feed === url)) || (!!home && home === source.home)
}

async function arrivalOf(article: Article): Promise<Arrival> {
  const text = await hexDigest(`${article.title}\n${article.body}`, 8)
  return {
    article,
    otherSlug: `${article.slug}-${await hexDigest(article.id, 4)}`,
    aliases: await aliasesOf(article),
    digest: `${text}.${await hexDigest(JSON.stringify(article), 8)}`,
  }
}
