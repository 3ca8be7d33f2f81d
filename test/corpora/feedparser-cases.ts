/** A field of an item as feedparser calls it, in our words. */
export type Field =
  | 'title'
  | 'summary'
  | 'content'
  | 'author'
  | 'contributor'
  | 'id'
  | 'link'
  | 'tag'
  | 'language'
  | 'rights'

/** What a test case says that a field of its first item is. */
export interface Expectation {
  readonly field: Field
  /** Which of several, from 0. */
  readonly index: number
  readonly value: string
}

// How the cases write a field of the first item.
const FIELDS: Readonly<Record<string, Field>> = {
  "['title']": 'title',
  "['title_detail']['value']": 'title',
  "['description']": 'summary',
  "['summary']": 'summary',
  "['summary_detail']['value']": 'summary',
  "['content'][]['value']": 'content',
  "['content'][]['language']": 'language',
  "['title_detail']['language']": 'language',
  "['author']": 'author',
  "['author_detail']['name']": 'author',
  "['authors'][]['name']": 'author',
  "['contributors'][]['name']": 'contributor',
  "['id']": 'id',
  "['guid']": 'id',
  "['link']": 'link',
  "['tags'][]['term']": 'tag',
  "['category']": 'tag',
  "['rights']": 'rights',
}

// A string of Python, or several that are put together.
const LITERAL =
  String.raw`u?(?:'''[\s\S]*?'''|"" "[\s\S]*?"" "|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")`.replaceAll(' ', '')
const COMPARISON = new RegExp(
  String.raw`entries\[0\]((?:\['\w+'\]|\[\d\])+) == (${LITERAL}(?: \+ ${LITERAL})*)`,
  'g',
)

/** What a case expects of the fields that we read too. Its expectation is an expression of Python in a comment. */
export function expectationsOf(text: string): Expectation[] {
  const expression = /^Expect:\s*(.*)$/m.exec(text)?.[1] ?? ''
  return [...expression.matchAll(COMPARISON)].flatMap(([, path = '', literal = '']) => {
    const field = FIELDS[path.replace(/\[\d\]/g, '[]')]
    const index = Number(/\[(\d)\]/.exec(path)?.[1] ?? 0)
    const strings = literal.match(new RegExp(LITERAL, 'g')) ?? []
    return field ? [{ field, index, value: strings.map(unquoted).join('') }] : []
  })
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

function unquoted(literal: string): string {
  return literal
    .replace(/^u?('''|"""|'|")([\s\S]*)\1$/, '$2')
    .replace(/\\(?:u([\da-f]{4})|U([\da-f]{8})|x([\da-f]{2})|(.))/gi, (_, u, long, x, one: string) => {
      const code: string | undefined = u ?? long ?? x
      return code ? String.fromCodePoint(Number.parseInt(code, 16)) : (ESCAPES[one] ?? one)
    })
}

/** A case with what Warta requires of an article where it has none: a title and a date, and a title of the feed. */
export function withRequired(text: string): string {
  const start = /<((?:[\w.-]+:)?)(item|entry)\b[^<>]*>/.exec(text)
  if (!start) return text
  const [tag, prefix = '', name] = start
  const at = start.index + tag.length
  const end = text.indexOf(`</${prefix}${name}>`, at)
  const inner = text.slice(at, end < 0 ? undefined : end)
  const isAtom = name === 'entry'
  const has = (...names: string[]) => new RegExp(`<(?:[\\w.-]+:)?(?:${names.join('|')})\\b`, 'i').test(inner)
  const added = [
    has('title') ? '' : `<${prefix}title>A title</${prefix}title>`,
    has('pubDate', 'date', 'updated', 'published', 'issued', 'created', 'modified')
      ? ''
      : isAtom
        ? `<${prefix}updated>2004-01-01T00:00:00Z</${prefix}updated>`
        : /<(?:[\w.-]+:)?rdf\b/i.test(text)
          ? '<dc:date xmlns:dc="http://purl.org/dc/elements/1.1/">2004-01-01T00:00:00Z</dc:date>'
          : `<${prefix}pubDate>Thu, 01 Jan 2004 00:00:00 GMT</${prefix}pubDate>`,
    has('content', 'summary', 'description', 'encoded', 'body', 'div', 'fullitem', 'abstract', 'tagline')
      ? ''
      : isAtom
        ? `<${prefix}summary>A text</${prefix}summary>`
        : `<${prefix}description>A text</${prefix}description>`,
  ]
  const filled = text.slice(0, at) + added.join('') + text.slice(at)
  return withFeedTitle(filled, prefix, isAtom)
}

// The publisher of an item that names none is its feed.
function withFeedTitle(text: string, prefix: string, isAtom: boolean): string {
  const head = /<(?:[\w.-]+:)?(?:channel|feed)\b[^<>]*>/.exec(text)
  if (!head) return text
  const at = head.index + head[0].length
  const own = text.slice(at).split(/<(?:[\w.-]+:)?(?:item|entry)\b/)[0] ?? ''
  if (/<(?:[\w.-]+:)?title\b/.test(own)) return text
  return `${text.slice(0, at)}<${isAtom ? prefix : ''}title>A feed</${isAtom ? prefix : ''}title>${text.slice(at)}`
}
