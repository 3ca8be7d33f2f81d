// What the Worker's bundle has in place of whole packages (`[alias]` in wrangler.toml): the parts that a request needs, and
// functions that throw for what packages bring along and nothing calls. Nothing at all stands for dayjs, deepmerge and
// parse-srcset, which sanitize-html requires for dates, classes and srcset: we allow none of these.

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
