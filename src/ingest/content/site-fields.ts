import * as v from 'valibot'
import { CHANNEL_KINDS, type ChannelKey, type ChannelKind } from '../../model/channel.ts'
import { AA, contrastOf, PAPERS, readableOn } from '../../model/contrast.ts'
import {
  countTo,
  languageTag,
  listOf,
  optionalFields,
  textLine,
  timeZone,
  webUrl,
} from '../../model/fields.ts'
import type { Accent, LocalText } from '../../model/site.ts'
import { slugify } from '../../model/slug.ts'

/** A text, or one a language. */
function localText(limit: number) {
  const one = textLine(limit)
  const many = v.pipe(v.record(languageTag, one), v.check(isFilled, 'is empty; fill it in'))
  return v.lazy((input): v.GenericSchema<unknown, LocalText> => (isGroup(input) ? many : one))
}

function isGroup(input: unknown): boolean {
  return typeof input === 'object' && input !== null
}

function isFilled(texts: Record<string, string>): boolean {
  return Object.keys(texts).length > 0
}

/** A page of this site, as a path, or a whole URL. */
const address = v.pipe(
  v.string('is not text; write a path such as /about, or a whole URL'),
  v.maxLength(2000, 'is longer than 2000 characters'),
  v.check(
    isAddress,
    'is no address; write a path of this site such as /about, or a whole URL such as https://example.org/',
  ),
)

// A second slash, or a backslash, would make browsers leave for another host.
function isAddress(text: string): boolean {
  return /^\/(?![/\\])[\x21-\x7e]*$/.test(text) ? !text.includes('\\') : v.is(webUrl, text)
}

const link = v.strictObject({ title: localText(100), url: address })

const HEX = 'is no colour; write it such as "#96222a", in quotes'
const hex = v.pipe(
  v.string(HEX),
  v.regex(/^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i, HEX),
  v.transform((text) => (text.length === 4 ? text.replace(/[0-9a-f]/gi, '$&$&') : text).toLowerCase()),
)

function readable(theme: keyof typeof PAPERS) {
  return v.pipe(
    hex,
    v.check(
      (colour) => contrastOf(colour, PAPERS[theme]) >= AA,
      ({ input }) => {
        const ratio = Math.floor(contrastOf(input, PAPERS[theme]) * 100) / 100
        const nearest = readableOn(PAPERS[theme], input)
        return `has a contrast of ${ratio}:1 in the ${theme} theme, and text needs ${AA}:1 (WCAG AA); the nearest colour that has it is "${nearest}"`
      },
    ),
  )
}

const accents = v.strictObject({ light: readable('light'), dark: readable('dark') })
const oneAccent = v.pipe(
  readable('light'),
  v.transform((light) => ({ light, dark: readableOn(PAPERS.dark, light) })),
)

/** One colour is that of the light theme. That of the dark one is then as near to it as can be read. */
const accent = v.lazy((input): v.GenericSchema<unknown, Accent> => (isGroup(input) ? accents : oneAccent))

const CHANNEL = `is no channel; write its kind and its name, such as tags/world. Kinds are ${CHANNEL_KINDS.join(', ')}`
const channel = v.pipe(
  v.string(CHANNEL),
  v.check((text) => keyOf(text) !== undefined, CHANNEL),
  v.transform((text) => keyOf(text) as ChannelKey),
)

function keyOf(text: string): ChannelKey | undefined {
  const [, kind = '', slug = ''] = /^\/?([a-z]+)\/([^/]+)$/.exec(text) ?? []
  const isKnown = CHANNEL_KINDS.some((one) => one === kind) && slug.length <= 100 && slugify(slug) === slug
  return isKnown ? { kind: kind as ChannelKind, slug } : undefined
}

const IMAGE = 'is no path of an SVG or PNG file in the content folder; write it such as icon.svg'
const imagePath = v.pipe(
  v.string(IMAGE),
  v.maxLength(200, IMAGE),
  v.regex(/^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*\.(?:svg|png)$/i, IMAGE),
)

// The grammar of RFC 5322 without comments and quoted parts.
const email = v.pipe(
  v.string('is not text'),
  v.maxLength(254, 'is longer than 254 characters'),
  v.regex(
    /^[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+$/,
    'is no e-mail address; write it such as news@example.org',
  ),
)

const languages = v.pipe(
  listOf(languageTag, 20),
  v.minLength(1, 'is empty; write at least one language, such as [en]'),
  v.check((tags) => new Set(tags).size === tags.length, 'names a language twice; take one of them out'),
  v.transform((tags) => tags as [string, ...string[]]),
)

/** The members of content/site.yaml. Only `name` is required. */
export const siteSchema = v.strictObject({
  name: textLine(100),
  description: v.exactOptional(localText(500)),
  languages: v.exactOptional(languages),
  timezone: v.exactOptional(timeZone),
  icon: v.exactOptional(imagePath),
  logo: v.exactOptional(imagePath),
  accent: v.exactOptional(accent),
  font: v.exactOptional(v.picklist(['serif', 'sans'], 'is no font; write serif or sans')),
  contact: v.exactOptional(
    optionalFields({
      name: v.exactOptional(textLine(100)),
      email: v.exactOptional(email),
      url: v.exactOptional(address),
    }),
  ),
  licence: v.exactOptional(v.strictObject({ name: localText(200), url: v.exactOptional(address) })),
  footer: v.exactOptional(listOf(link, 20)),
  social: v.exactOptional(listOf(link, 20)),
  navigation: v.exactOptional(listOf(channel, 20)),
  items: v.exactOptional(countTo(100)),
})
