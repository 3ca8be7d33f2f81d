/**
 * Stands in the Worker's bundle for the XML writer that the feed package brings (`[alias]` in wrangler.toml). Its
 * own serialisers alone use it, all of which SyndicationFeed replaces.
 */
export function js2xml(): never {
  throw new Error('XML is written by src/formats, not by the feed package')
}
