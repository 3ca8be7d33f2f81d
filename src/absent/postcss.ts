/**
 * Stands in the Worker's bundle for the CSS parser that sanitize-html brings (`[alias]` in wrangler.toml). It asks
 * for it where style attributes are allowed, which they are not.
 */
export function parse(): never {
  throw new Error('CSS is not parsed here: no style attribute is allowed')
}
