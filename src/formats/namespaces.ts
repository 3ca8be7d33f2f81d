import type { Attributes } from '../xml/write.ts'

/** The namespace of each prefix that may be used in a place. */
export type Namespaces = ReadonlyMap<string, string>

/**
 * Modules that extensions are often of. An extension may use their prefixes without saying what they stand for; where
 * the document does not declare one, the extension's own element does.
 */
export const KNOWN_NAMESPACES: Namespaces = new Map([
  ['creativeCommons', 'http://backend.userland.com/creativeCommonsRssModule'],
  ['dc', 'http://purl.org/dc/elements/1.1/'],
  ['dcterms', 'http://purl.org/dc/terms/'],
  ['geo', 'http://www.w3.org/2003/01/geo/wgs84_pos#'],
  ['georss', 'http://www.georss.org/georss'],
  ['googleplay', 'http://www.google.com/schemas/play-podcasts/1.0'],
  ['itunes', 'http://www.itunes.com/dtds/podcast-1.0.dtd'],
  ['media', 'http://search.yahoo.com/mrss/'],
  ['podcast', 'https://podcastindex.org/namespace/1.0'],
  ['psc', 'http://podlove.org/simple-chapters'],
  ['slash', 'http://purl.org/rss/1.0/modules/slash/'],
  ['source', 'http://source.scripting.com/'],
  ['sy', 'http://purl.org/rss/1.0/modules/syndication/'],
  ['thr', 'http://purl.org/syndication/thread/1.0'],
  ['webfeeds', 'http://webfeeds.org/rss/1.0'],
  ['wfw', 'http://wellformedweb.org/CommentAPI/'],
])

// An absolute URI, which libxml2 asks a namespace to be. The two that XML reserves can't be declared.
const NAMESPACE = /^[a-z][a-z\d+.-]*:(?:[\w\-.~:/?#@!$&'()*+,;=]|%[\da-f]{2})+$/i
const RESERVED = /^http:\/\/www\.w3\.org\/(?:XML\/1998\/namespace|2000\/xmlns\/)$/

/** The namespaces that a root element declares, without the default one. */
export function namespacesOf(attributes: Attributes): Namespaces {
  return new Map(declarations(Object.entries(attributes)))
}

/** The prefixes that attributes declare anew: one that is declared already keeps its meaning. */
export function declaredAnew(
  attributes: Iterable<readonly [string, unknown]>,
  known: Namespaces,
): Namespaces {
  return new Map(declarations(attributes).filter(([prefix]) => !known.has(prefix)))
}

function declarations(attributes: Iterable<readonly [string, unknown]>): [string, string][] {
  return Array.from(attributes).flatMap(([name, value]) => {
    const prefix = /^xmlns:((?!xml)[A-Za-z_][\w.-]*)$/i.exec(name)?.[1]
    const uri = String(value)
    return prefix && NAMESPACE.test(uri) && !RESERVED.test(uri) ? [[prefix, uri]] : []
  })
}
