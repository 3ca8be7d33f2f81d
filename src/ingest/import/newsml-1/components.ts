import { attributeOf, childOf, childrenOf, lineOf, type Markup } from '../common/markup.ts'
import { keywordsIn } from '../common/subjects.ts'

/** Components of a news item from the outermost in, as far as the one that is meant. What the innermost says counts. */
export type Path = readonly Markup[]

/** A content item, and the components that it stands in. */
export interface Content {
  readonly item: Markup
  readonly path: Path
}

// No news item has more.
const MOST = 2000

/** All content items below a component, in the order of the document. */
export function contentsOf(component: Markup, above: Path = []): Content[] {
  const path = [...above, component]
  const found = childrenOf(component).flatMap((child): Content[] => {
    if (child.name === 'ContentItem') return [{ item: child, path }]
    return child.name === 'NewsComponent' ? contentsOf(child, path) : []
  })
  return found.slice(0, MOST)
}

/** The `FormalName` of an element, by which NewsML 1.x names everything. */
export function formalName(element: Markup | undefined): string | undefined {
  return attributeOf(element, 'FormalName')
}

/** What the innermost component says on one of its `NewsLines`, such as `HeadLine`. */
export function lineIn(path: Path, name: string): string | undefined {
  return linesIn(path, name)[0]
}

/** As `lineIn`, where there may be several. */
export function linesIn(path: Path, name: string): string[] {
  return nearest(path, (component) =>
    childrenOf(component, 'NewsLines')
      .flatMap((lines) => childrenOf(lines, name))
      .flatMap((line) => lineOf(line) ?? []),
  )
}

/** The elements of this name in the innermost metadata of this kind, such as `Provider` in `AdministrativeMetadata`. */
export function metadataIn(path: Path, kind: string, name: string): Markup[] {
  return nearest(path, (component) => childrenOf(childOf(component, kind), name))
}

/** The names of those in a part, such as `Creator`. */
export function partiesIn(path: Path, part: string): string[] {
  return metadataIn(path, 'AdministrativeMetadata', part).flatMap((element) =>
    childrenOf(element, 'Party').flatMap((party) => formalName(party) ?? []),
  )
}

/** What a component is for, in lower case: `main`, `caption`. */
export function roleOf(component: Markup | undefined): string {
  return formalName(childOf(component, 'Role'))?.toLowerCase() ?? ''
}

/** The keywords of the innermost component. Subjects that have only a code say nothing to readers. */
export function subjectsIn(path: Path): string[] {
  const coded = metadataIn(path, 'DescriptiveMetadata', 'SubjectCode').flatMap((code) =>
    childrenOf(code).flatMap((subject) => formalName(subject) ?? []),
  )
  const words = metadataIn(path, 'DescriptiveMetadata', 'Property')
    .filter((property) => formalName(property) === 'Keyword')
    .flatMap((property) => attributeOf(property, 'Value') ?? [])
  const lines = linesIn(path, 'KeywordLine').flatMap(keywordsIn)
  return [...coded.filter((name) => /\p{L}/u.test(name)), ...words, ...lines]
}

function nearest<Value>(path: Path, read: (component: Markup) => Value[]): Value[] {
  for (const component of path.toReversed()) {
    const found = read(component)
    if (found.length > 0) return found
  }
  return []
}
