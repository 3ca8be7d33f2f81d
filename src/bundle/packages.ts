// What the Worker's bundle has in place of whole packages (`[alias]` in wrangler.toml): the parts that a request needs, and
// functions that throw for what packages bring along and nothing calls. Nothing at all stands for deepmerge,
// escape-string-regexp and parse-srcset, which sanitize-html requires for classes, patterns and srcset: we allow none.

// sanitize-html takes htmlparser2 by `require`, which keeps all that is exported. Of the whole package that is also its
// readers of feeds, its streams and domutils.
export { DomHandler, Parser, parseDocument } from '../../node_modules/htmlparser2/dist/esm/index.js'

function absent(what: string): never {
  throw new Error(`${what} is not in the Worker's bundle`)
}

/** In place of postcss: sanitize-html parses CSS where style attributes are allowed, and they are not. */
export function parse(): never {
  return absent('The parser of CSS')
}

/** In place of the writers of fast-xml-parser: only those of feedsmith use them, and ours are in src/formats. */
export function writeXml(): never {
  return absent('An XML writer')
}

/** In place of is-plain-object: sanitize-html asks it of allowed attributes, and ours are names alone. */
export function isPlainObject(): false {
  return false
}

/** In place of the addresses of namespaces of which nothing is read, and of the names of their elements. */
export const uris: readonly string[] = []
export { uris as stopNodes }

const FOUND = {}

/**
 * In place of feedsmith's readers of the namespaces that our importer of feeds does not look at, such as podcast and
 * prism. Something was found, so that an item which has only elements of theirs still counts as one.
 */
export function retrieveItem(): object {
  return FOUND
}

export {
  retrieveItem as retrieveAuthor,
  retrieveItem as retrieveEntry,
  retrieveItem as retrieveFeed,
  retrieveItem as retrieveItemOrFeed,
  retrieveItem as retrieveLink,
}

/** In place of the names that SVG and MathML write in other case: no such element is left in what dom-serializer writes. */
export const elementNames: ReadonlyMap<string, string> = new Map()
export { elementNames as attributeNames }

/** In place of what hono needs to read forms: `c.req.parseBody`. */
export function parseBody(): never {
  return absent('The reader of forms')
}

/** In place of what hono needs to mount applications of other frameworks. */
export function createMountedRequest(): never {
  return absent('A mounted application')
}

/**
 * In place of launder, of which sanitize-html takes this alone: whether a link has another scheme than those allowed, also
 * where control characters or comments are to hide it.
 */
export function naughtyHref(
  href: unknown,
  {
    allowedSchemes,
    allowProtocolRelative,
  }: { allowedSchemes: readonly string[]; allowProtocolRelative?: boolean },
): boolean {
  if (typeof href !== 'string') return false
  // Spaces and control characters.
  let plain = href.replace(/[^!-\uFFFF]+/g, '')
  for (let before = ''; before !== plain; ) {
    before = plain
    plain = plain.replace(/<!--[\s\S]*?-->/, '')
  }
  const scheme = /^([a-z][a-z0-9.\-+]*):/i.exec(plain)?.[1]?.toLowerCase()
  if (scheme !== undefined) return !allowedSchemes.includes(scheme)
  return /^[/\\]{2}/.test(plain) && allowProtocolRelative === false
}
