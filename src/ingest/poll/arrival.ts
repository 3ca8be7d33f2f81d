import * as v from 'valibot'
import {
  type Article,
  BODY_LIMIT,
  frontMatterSchema,
  LIFE_FIELDS,
  type Recording,
} from '../../model/article.ts'
import { failed, type Result, success } from '../../model/result.ts'
import { slugify, slugOfTitle } from '../../model/slug.ts'
import { creditedSource, type Source } from '../../model/source.ts'
import { excerpt, textOfHtml, utf8Length } from '../../model/text.ts'
import { hexDigest, storyNames } from '../aliases.ts'
import { cleanHtml, type ResolveUrl } from '../clean-html.ts'
import { withRecordings } from '../embeds.ts'
import type { ImportedArticle, Mention, Refusal } from '../import/common/importer.ts'
import type { Mentions } from '../import/common/mentions.ts'
import { withLeadImage } from '../lead-image.ts'
import { validate } from '../validate.ts'
import { type Fingerprint, fingerprintOf } from './fingerprint.ts'
import { ownNames } from './item-names.ts'

/** An article of a polled feed, before anybody has looked whether it is stored already. */
export interface Arrival {
  /** With the slug that it should have, and the times that the feed gives. */
  readonly article: Omit<Article, 'id'>
  /** The slug to take where that one is taken. */
  readonly otherSlug: string
  /** Its names under its source, best first, see item-names.ts. */
  readonly own: readonly string[]
  /** Its names that items of other sources may have too. */
  readonly shared: readonly string[]
  /** Tells at the next poll what has changed. */
  readonly fingerprint: Fingerprint
}

/** What an article of a polled feed is read with. */
export interface PolledFeed {
  readonly source: Source
  /** Where the document came from. */
  readonly url: string
  /** The name under which the feed publishes; empty where it has none. */
  readonly title: string
  readonly mentions: Mentions
}

const EXCERPT_LENGTH = 300

const fieldsSchema = v.omit(frontMatterSchema, [
  ...(['id', 'published', 'updated', 'publisher', 'sources', 'format'] as const),
  ...LIFE_FIELDS,
])
type Fields = v.InferOutput<typeof fieldsSchema>

/** Makes an article of an item. A field that is faulty and that an article can do without is left out. */
export async function toArrival(
  item: ImportedArticle,
  feed: PolledFeed,
  resolveUrl: ResolveUrl,
): Promise<Result<Arrival, Refusal>> {
  const read = fieldsOf(item)
  if (!read.ok) return read
  const { recordings = [], ...fields } = read.value
  const body = cleanHtml(item.body, resolveUrl)
  if (utf8Length(body) > BODY_LIMIT) {
    return failed({ item: item.title, reason: `It has a body of more than ${BODY_LIMIT} bytes.` })
  }
  const slug = slugOfTitle(fields.title)
  const { published, updated = published } = item
  const article = withLeadImage({
    ...fields,
    ...chainOf(item, feed),
    slug,
    published,
    updated: updated.instant < published.instant ? published : updated,
    summary: fields.summary || excerpt(textOfHtml(body), EXCERPT_LENGTH),
    ...(recordings.length > 0 && { recordings: recordings.flatMap(atAddress) }),
    body,
  })
  return success(await arrivalOf(withRecordings(article), item, feed.source.id))
}

// The type allows files of ours, which no feed names.
function atAddress({ file: _, url, ...said }: NonNullable<Fields['recordings']>[number]): Recording[] {
  return url === undefined ? [] : [{ url, ...said }]
}

function fieldsOf(item: ImportedArticle): Result<Fields, Refusal> {
  const { title, language, summary, dateline, authors, original, image, recordings, tags, rights, related } =
    item
  const said = {
    title,
    language,
    summary,
    dateline,
    authors,
    original,
    image,
    recordings,
    tags,
    rights,
    related,
  }
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

/**
 * The chain of credit. A feed speaks for itself: whom else an item names as its publisher is a source of it, the nearest
 * one, unless the registry lets the feed's source publish as that one.
 */
function chainOf({ publisher: mention, sources }: ImportedArticle, feed: PolledFeed) {
  const { source } = feed
  const named = isFeedItself(mention, feed) ? source : (feed.mentions.resolve(mention) ?? source)
  const mayPublish = named.id === source.id || source.publishes?.includes(named.id)
  const publisher = mayPublish ? named : source
  const others = new Map<string, Source>()
  for (const one of mayPublish ? sources : [mention, ...sources]) {
    const other = feed.mentions.resolve(one)
    if (other && other.id !== publisher.id) others.set(other.id, creditedSource(other))
  }
  return { publisher: creditedSource(publisher), sources: [...others.values()] }
}

// Importers credit an item without a publisher to its feed, whose title may be `Republika - Terkini`.
function isFeedItself({ name, home, feed }: Mention, { source, title, url }: PolledFeed): boolean {
  if (title !== '' && slugify(name) === slugify(title)) return true
  return (feed !== undefined && (feed === source.feed || feed === url)) || (!!home && home === source.home)
}

async function arrivalOf(
  article: Arrival['article'],
  item: ImportedArticle,
  source: string,
): Promise<Arrival> {
  const { id, guid } = item
  const { title, original, published, slug } = article
  const own = await ownNames(source, { guid: guid ?? id, link: original, title, published })
  return {
    article,
    otherSlug: `${slug}-${await hexDigest(own.join('\n'), 4)}`,
    own,
    shared: [...(id ? [`id:${id}`] : []), ...(await storyNames(article))],
    fingerprint: await fingerprintOf(item, article),
  }
}
