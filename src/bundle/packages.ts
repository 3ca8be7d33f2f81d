// What the Worker's bundle has in place of two packages that others bring along and that no request needs
// (`[alias]` in wrangler.toml). Each function throws, because nothing calls it.

/** In place of postcss: sanitize-html parses CSS where style attributes are allowed, and they are not. */
export function parse(): never {
  throw new Error('CSS is not parsed here: no style attribute is allowed')
}

/** In place of xml-js: only the serialisers of the feed package use it, and SyndicationFeed replaces all of them. */
export function js2xml(): never {
  throw new Error('XML is written by src/formats, not by the feed package')
}
