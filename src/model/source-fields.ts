import * as v from 'valibot'
import {
  countTo,
  group,
  hostText,
  languageTag,
  listOf,
  optionalFields,
  slugText,
  textLine,
  timeZone,
  webUrl,
} from './fields.ts'

// What content/sources.yaml may say. Apart from what sources are, because only commands read that file.

/**
 * What a source wants of our copies of its articles. `index`: search engines may list them. `noindex`: they may list
 * the original alone. `canonical`: the copy names the original, where that is known, as the page to be listed.
 */
export const SYNDICATIONS = ['index', 'noindex', 'canonical'] as const
export type Syndication = (typeof SYNDICATIONS)[number]

/** A text per language, keyed by BCP 47 tag: `{ id: 'bahan dari Reuters', en: 'material from Reuters' }`. */
const perLanguage = v.pipe(group, v.record(languageTag, textLine(500)))

/** How much a polled feed may bring: new or changed items a poll, tags an item, new channels a poll, new articles a day. */
const caps = optionalFields({
  items: v.exactOptional(countTo(5000)),
  tags: v.exactOptional(countTo(50)),
  channels: v.exactOptional(countTo(10_000)),
  articles: v.exactOptional(countTo(100_000)),
})

const fields = v.strictObject({
  id: slugText,
  name: textLine(200),
  home: v.exactOptional(webUrl),
  feed: v.exactOptional(webUrl),
  language: v.exactOptional(languageTag),
  timezone: v.exactOptional(timeZone),
  logo: v.exactOptional(webUrl),
  credit: v.exactOptional(perLanguage),
  rights: v.exactOptional(perLanguage),
  syndication: v.exactOptional(
    v.picklist(SYNDICATIONS, `is no way to syndicate; use one of ${SYNDICATIONS.join(', ')}`),
  ),
  keep_days: v.exactOptional(countTo(36_500)),
  links: v.exactOptional(v.literal('original', 'is no way to link; write original, or leave it out')),
  poll: v.exactOptional(v.boolean('is neither true nor false; write one of them')),
  caps: v.exactOptional(caps),
  publishes: v.exactOptional(listOf(slugText)),
  hosts: v.exactOptional(listOf(hostText)),
})

/** One entry of content/sources.yaml: a publisher or an agency. Only `id` and `name` are required. */
export const sourceSchema = v.pipe(
  fields,
  v.forward(
    v.check(
      ({ poll, feed }) => !poll || feed !== undefined,
      'needs the feed to be polled; add "feed: https://..." or take poll out',
    ),
    ['poll'],
  ),
)

/** The whole of content/sources.yaml. Its `caps` are for every source that is polled and does not give its own. */
export const registrySchema = v.strictObject({
  caps: v.exactOptional(caps),
  sources: v.pipe(v.array(sourceSchema), v.maxLength(5000)),
})
