import { INERT_POLICY, POLICIES } from '../http/policies.ts'
import { ICONS, STYLES_AND_SCRIPT } from '../pages/browser/index.ts'

/** Headers of the static assets whose paths a pattern matches. In it `*` stands for anything. */
interface Rule {
  readonly pattern: string
  readonly headers: Readonly<Record<string, string>>
}

/** The descriptions of the API: their paths below the site, and their media types. They are for everybody. */
export const API_DESCRIPTIONS = {
  'api/openapi.json': 'application/vnd.oai.openapi+json;version=3.1',
  'api/article.schema.json': 'application/schema+json',
} as const

// Strict-Transport-Security is not among them: a rule can't tell https from http, and every page and feed says it.
//
// The name of what is built for the site holds its digest, so that it never changes under that name. Style sheets and script
// keep their names and have to fit the markup of the page, so they are kept no longer than a page is. Icons hardly ever
// change.
const RULES: readonly Rule[] = [
  { pattern: '/*', headers: POLICIES },
  { pattern: '/*.svg', headers: INERT_POLICY },
  // The Worker answers for them, because they come and go with their articles.
  { pattern: '/media/*', headers: keptFor('86400') },
  { pattern: '/site/*', headers: keptFor('31536000, immutable') },
  ...Object.keys(STYLES_AND_SCRIPT).map((file) => ({ pattern: `/${file}`, headers: keptFor('300') })),
  ...ICONS.map((file) => ({ pattern: `/${file}`, headers: keptFor('86400') })),
  ...Object.entries(API_DESCRIPTIONS).map(([path, type]) => ({
    pattern: `/${path}`,
    headers: { ...keptFor('300'), ...INERT_POLICY, 'Content-Type': type },
  })),
]

function keptFor(seconds: string): Rule['headers'] {
  return { 'Cache-Control': `public, max-age=${seconds}` }
}

/** The file `_headers`, by which Cloudflare answers with static assets before it asks the Worker. */
export function headersFile(): string {
  const textOf = ({ pattern, headers }: Rule) =>
    [pattern, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`), ''].join('\n')
  return RULES.map(textOf).join('')
}

/** What that file says of the asset at a path, for a server that does not read it. */
export function headersOf(path: string): Rule['headers'] {
  const matching = RULES.filter(({ pattern }) => matches(pattern, path))
  return Object.assign({}, ...matching.map(({ headers }) => headers))
}

function matches(pattern: string, path: string): boolean {
  const [head = '', tail] = pattern.split('*')
  return tail === undefined ? pattern === path : path.startsWith(head) && path.endsWith(tail)
}
