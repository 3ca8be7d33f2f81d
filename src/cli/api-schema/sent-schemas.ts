import type * as v from 'valibot'
import { articleInput, correctionInput, recordingInput, withdrawalInput } from '../../api/request-schemas.ts'
import { languageTag, moment, recordingType, slugText, webUrl } from '../../model/fields.ts'
import { recordingExtensions } from '../../model/media-type.ts'
import { SLUG_LIMIT } from '../../model/slug.ts'
import { type JsonSchema, jsonSchemaOf, type KnownSchemas } from './from-valibot.ts'

const DAY = '\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])'
const TIME = '(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?'
const OFFSET = '(?:[Zz]|[+-](?:(?:0\\d|1[0-3]):[0-5]\\d|14:00))'

// RFC 5646, 2.1, as far as identifiers of languages in Unicode (UTS #35) have it.
const LANGUAGE = [
  '(?:[A-Za-z]{2,3}|[A-Za-z]{5,8})(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\\d{3}))?',
  '(?:-(?:[A-Za-z\\d]{5,8}|\\d[A-Za-z\\d]{3}))*',
  '(?:-[A-SU-WY-Za-su-wy-z\\d](?:-[A-Za-z\\d]{2,8})+)*(?:-[Xx](?:-[A-Za-z\\d]{1,8})+)?',
].join('')

const LETTERS = '[\\p{L}\\p{M}\\p{N}]+'
const RECORDING = `(?:${anyCase('audio')}|${anyCase('video')})/[\\w.+-]{1,100}`

/** A pattern for a word of ASCII letters and digits in whatever case: JSON Schema has no flags. */
function anyCase(word: string): string {
  return word.replace(/[a-z]/g, (letter) => `[${letter.toUpperCase()}${letter}]`)
}

const tagSchema = articleInput.entries.tags.wrapped.pipe[0].item
const ends = recordingExtensions().map(anyCase).join('|')

/** The schemas that have functions for rules, each with what it takes. A later one may hold earlier ones. */
const KNOWN: KnownSchemas = [
  known(moment, () => ({ type: 'string', format: 'date-time', pattern: `^${DAY}[Tt ]${TIME}${OFFSET}$` })),
  known(webUrl, () => ({
    type: 'string',
    format: 'iri',
    maxLength: 2000,
    pattern: '^[Hh][Tt][Tt][Pp][Ss]?://[^\\s/?#@\\\\]+(?:[/?#]\\S*)?$',
  })),
  known(languageTag, () => ({ type: 'string', pattern: `^${LANGUAGE}$` })),
  known(slugText, () => ({
    type: 'string',
    maxLength: SLUG_LIMIT,
    pattern: `^(?!.*[\\p{Lu}\\p{Lt}])${LETTERS}(?:-${LETTERS})*$`,
  })),
  known(recordingType, () => ({ type: 'string', pattern: `^\\s*${RECORDING}\\s*(?:;[\\s\\S]*)?$` })),
  // Readers split tags there.
  known(tagSchema, (all) => ({
    ...jsonSchemaOf(tagSchema.pipe[0], all),
    pattern: '^(?=[\\s\\S]*\\S)[^,|]*$',
  })),
  known(recordingInput, (all) => ({
    ...jsonSchemaOf(recordingInput.pipe[0], all),
    anyOf: [
      { required: ['type'] },
      { properties: { url: { pattern: `^[^/?#]*//[^/?#]*/[^?#]*\\.(?:${ends})(?:[?#]|$)` } } },
    ],
  })),
].reduce<KnownSchemas>((all, add) => add(all), new Map())

function known(schema: v.GenericSchema, say: (all: KnownSchemas) => JsonSchema) {
  return (all: KnownSchemas): KnownSchemas => new Map([...all, [schema, say(all)]])
}

/** What each field of an article is. */
const FIELDS: Readonly<Record<keyof typeof articleInput.entries, string>> = {
  id: 'A URI that the article has elsewhere. Without it one is minted; it never changes.',
  slug: 'The last part of the address of its page. Without it the title gives one.',
  title: 'Plain text.',
  language: 'BCP 47, such as id or en-GB.',
  published: 'When it was published, with the offset in which that is shown. In the future: it is scheduled.',
  updated: 'When it was last updated. Without it an edit has the time at which it was stored.',
  embargo: 'Not before this moment; "until further notice" withholds it.',
  expires: 'When the article has to be gone.',
  corrections: 'What was wrong, and when that was said.',
  summary: 'Plain text. Without it the body gives one.',
  dateline: 'Where the report was written.',
  authors: 'Who did what for it. Reporters are the byline.',
  publisher: 'The id of a source of this site: who published it.',
  sources: 'Ids of sources of this site: where the publisher has it from, the nearest first.',
  original: 'The address at which it was published first.',
  image: 'A picture. Without an address its caption and credit are kept as data.',
  recordings: 'Films and sounds.',
  tags: 'Without commas and vertical bars, at which readers split them.',
  rights: 'The notice of rights.',
  related: 'Pages on the same subject.',
  translations: 'Slugs of the same article in other languages.',
  body: 'HTML. It is sanitised, and may then have 1,000,000 bytes.',
}

/** An article as clients send it. */
export const ARTICLE: JsonSchema = described(jsonSchemaOf(articleInput, KNOWN))

function described(schema: JsonSchema): JsonSchema {
  const fields: ReadonlyMap<string, string> = new Map(Object.entries(FIELDS))
  const properties = Object.entries(schema.properties as Record<string, JsonSchema>)
  const said = properties.map(([name, one]) => [name, { description: fields.get(name), ...one }] as const)
  return { title: 'Article', ...schema, properties: Object.fromEntries(said) }
}

export const CORRECTION: JsonSchema = jsonSchemaOf(correctionInput, KNOWN)

export const WITHDRAWAL: JsonSchema = jsonSchemaOf(withdrawalInput, KNOWN)

/** A JSON Merge Patch (RFC 7396) of an article: null takes a field out. What comes of it has to be an article. */
export const PATCH: JsonSchema = {
  type: 'object',
  propertyNames: { enum: Object.keys(FIELDS).filter((name) => name !== 'id') },
}

/** The file article.schema.json. */
export const ARTICLE_DOCUMENT: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  ...ARTICLE,
}
