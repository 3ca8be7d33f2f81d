import { XmlCData, XmlDocument, XmlElement, XmlText } from 'libxml2-wasm'

/** An element as libxml2 read it, its name with the prefix; `text` is its own, not that of its children. */
export interface ReadElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly text: string
  readonly children: readonly ReadElement[]
}

/** A text as readXml gives it: libxml2-wasm loses a U+FEFF where it copies strings, so all are dropped. */
export function asRead(text: string): string {
  return text.replaceAll('\uFEFF', '')
}

/**
 * Reads a document with libxml2.
 * @throws XmlParseError where it is not well-formed or a prefix is not declared.
 */
export function readXml(source: string): ReadElement {
  const document = XmlDocument.fromString(source)
  try {
    return readElement(document.root)
  } finally {
    document.dispose()
  }
}

function readElement(element: XmlElement): ReadElement {
  const attributes = element.attrs.map((attribute) => [nameOf(attribute), asRead(attribute.value)] as const)
  const declared = Object.entries(element.nsDeclarations).map(
    ([prefix, uri]) => [`xmlns:${prefix}`, uri] as const,
  )
  const children: ReadElement[] = []
  let text = ''
  for (let node = element.firstChild; node; node = node.next) {
    if (node instanceof XmlElement) children.push(readElement(node))
    else if (node instanceof XmlText || node instanceof XmlCData) text += asRead(node.content)
  }
  return {
    name: nameOf(element),
    attributes: Object.fromEntries([...attributes, ...declared]),
    text,
    children,
  }
}

function nameOf({ prefix, name }: { prefix: string; name: string }): string {
  return prefix ? `${prefix}:${name}` : name
}

/** The items of an RSS channel, or the entries of an Atom feed. */
export function entriesOf(root: ReadElement, name: string): ReadElement[] {
  const parent = name === 'item' ? root.children[0] : root
  return parent?.children.filter((child) => child.name === name) ?? []
}
