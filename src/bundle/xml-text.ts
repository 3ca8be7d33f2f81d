// Where the parts of an XML text begin and end, as fast-xml-parser takes them.

/** A tag without its brackets: its name, and what comes after. That is the name itself where nothing does. */
interface Tag {
  readonly name: string
  readonly rest: string
  /** The first character behind it. */
  readonly end: number
}

/** The first character behind the next `mark` from `from` on. */
export function skipPast(xml: string, mark: string, from: number, fault: string): number {
  const at = xml.indexOf(mark, from)
  if (at < 0) throw new Error(fault)
  return at + mark.length
}

const MARKS = { '>': /["'>]/g, '?>': /["']|\?>/g }

/** The tag at `at`, up to the next `close` outside quotation marks. */
export function tagAt(xml: string, at: number, close: '>' | '?>'): Tag | undefined {
  const mark = MARKS[close]
  let written = ''
  let from = at + 1
  for (;;) {
    mark.lastIndex = from
    const found = mark.exec(xml)
    if (!found) return undefined
    const [what] = found
    written += xml.slice(from, found.index).replaceAll('\t', ' ')
    if (what === close) return { ...splitTag(written), end: mark.lastIndex }
    const end = xml.indexOf(what, mark.lastIndex)
    if (end < 0) return undefined
    written += xml.slice(found.index, end + 1)
    from = end + 1
  }
}

function splitTag(written: string): Pick<Tag, 'name' | 'rest'> {
  const space = written.search(/\s/)
  if (space < 0) return { name: written, rest: written }
  return { name: written.slice(0, space), rest: written.slice(space + 1).trimStart() }
}

const ATTRIBUTE = /([^\s=]+)\s*(=\s*(['"])([\s\S]*?)\3)?/g

/** The attributes in what follows a tag's name. One without `=` and quotation marks has no value. */
export function attributesIn(rest: string): { name: string; value: string | undefined }[] {
  return Array.from(rest.matchAll(ATTRIBUTE), ([, name = '', , , value]) => ({ name, value }))
}

/** What stands between an element's start tag, which ends before `from`, and its end tag; and where that ends. */
export function stopContent(xml: string, name: string, from: number): { content: string; end: number } {
  let open = 1
  let at = xml.indexOf('<', from)
  while (at >= 0) {
    let end = endOfOther(xml, at)
    if (xml.startsWith('/', at + 1)) {
      end = skipPast(xml, '>', at, `${name} is not closed`)
      if (xml.slice(at + 2, end - 1).trim() === name) open--
      if (open === 0) return { content: xml.slice(from, at), end }
    } else if (end === undefined) {
      const tag = tagAt(xml, at, '>')
      if (opens(tag, name)) open++
      end = tag?.end ?? at + 1
    }
    at = xml.indexOf('<', end)
  }
  throw new Error(`Unexpected end of ${name}`)
}

function opens(tag: Tag | undefined, name: string): boolean {
  return tag?.name === name && !tag.rest.endsWith('/')
}

/** Where a comment, a section of characters or an instruction ends that begins at `at`. */
function endOfOther(xml: string, at: number): number | undefined {
  if (xml.startsWith('<?', at)) return skipPast(xml, '?>', at + 1, NOT_CLOSED)
  if (xml.startsWith('<!--', at)) return skipPast(xml, '-->', at + 3, NOT_CLOSED)
  return xml.startsWith('<![', at) ? skipPast(xml, ']]>', at, NOT_CLOSED) : undefined
}

const NOT_CLOSED = 'StopNode is not closed.'

const DOCTYPE =
  /<!DOCTYPE(?:[^[>"']|"[^"]*"|'[^']*')*(?:\[(?:"[^"]*"|'[^']*'|<!--[\s\S]*?-->|[^\]"'])*\]\s*)?>/y

/** Where the DOCTYPE at `at` ends. It is skipped: feedsmith takes no entities from it. */
export function skipDoctype(xml: string, at: number): number {
  if (!xml.startsWith('<!DOCTYPE', at)) throw new Error('Invalid Tag instead of DOCTYPE')
  DOCTYPE.lastIndex = at
  if (!DOCTYPE.test(xml)) throw new Error('Unclosed DOCTYPE')
  return DOCTYPE.lastIndex
}
