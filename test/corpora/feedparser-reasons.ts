import type { Expectation } from './feedparser-cases.ts'

type Failed = Expectation & { readonly file: string; readonly found: string }

/** Why we do not agree with cases of feedparser, by their files. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/^cdf\//, 'CDF, of 1997, is not read.'],
  [/author_map_author\.xml/, 'An e-mail address is not shown with the name of a person.'],
  [
    /category_term/,
    'A category is called by its label, which is for people, before its term, which is for machines.',
  ],
  [/id_with_attributes|not_url/, "Only a URI is an id of the source's own."],
  [
    /http_entry_id_base/,
    'An id is never resolved against a base (RFC 4287, 4.2.6: it is compared as it is written).',
  ],
  [
    /http_item_link_base_content_location/,
    'Content-Location is not looked at: the address that answered is the base.',
  ],
  [
    /itunes_item_category/,
    'Categories of podcasts belong to the channel; feedsmith does not read them in an item.',
  ],
  [/entity_in_doctype/, 'Entities that a document declares itself are never expanded.'],
  [/item_(?:description_and_summary|summary_and_description)/, 'RSS has no element summary.'],
  [/not_a_doctype/, 'Items that stand outside of a channel are not RSS.'],
  [/madeup_tags/, 'RSS has no element tags.'],
  [/atomsvgtitle/, 'The only text of the item is in a drawing (SVG), which is not kept.'],
  [/_crazy\.xml/, 'What stands in a broken script is no text: feedparser shows it, our sanitiser drops it.'],
  [
    /script_nested_cdata/,
    'A mark of CDATA within HTML is a comment to a parser of HTML. feedparser shows it.',
  ],
]

/** The reason why a comparison does not agree; `undefined` where nobody has named one. */
export function reasonFor({ file }: Failed): string | undefined {
  return REASONS.find(([pattern]) => pattern.test(file))?.[1]
}
