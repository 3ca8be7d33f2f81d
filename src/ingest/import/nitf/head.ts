import { attributeOf, childOf, childrenOf, lineOf, type Markup } from '../common/markup.ts'
import { keywordsIn } from '../common/subjects.ts'
import type { SaidRights } from '../common/wire-item.ts'

/** What the head of a story says of it, as it is written there. */
export interface StoryHead {
  readonly id: string | undefined
  readonly title: string | undefined
  readonly language: string | undefined
  /** When it was issued. */
  readonly issued: string | undefined
  readonly status: string | undefined
  /** When it may be published. */
  readonly release: string | undefined
  /** Who publishes it, the surest first. */
  readonly publishers: readonly (string | undefined)[]
  readonly subjects: readonly string[]
  readonly rights: SaidRights
}

/** Reads `head` of NITF 3.6, and what `body.head` says of distributor, date and rights. */
export function readHead(nitf: Markup): StoryHead {
  const head = childOf(nitf, 'head')
  const docdata = childOf(head, 'docdata')
  const pubdata = childOf(head, 'pubdata')
  const bodyHead = childOf(nitf, 'body', 'body.head')
  const inDocdata = (element: string, attribute: string) => attributeOf(childOf(docdata, element), attribute)
  const holder = inDocdata('doc.copyright', 'holder')
  return {
    id: inDocdata('doc-id', 'id-string'),
    title: lineOf(childOf(head, 'title')),
    language: attributeOf(nitf, 'xml:lang') ?? attributeOf(nitf, 'baselang'),
    issued:
      inDocdata('date.issue', 'norm') ??
      attributeOf(childOf(bodyHead, 'dateline', 'story.date'), 'norm') ??
      attributeOf(pubdata, 'date.publication'),
    status: attributeOf(docdata, 'management-status'),
    release: inDocdata('date.release', 'norm'),
    publishers: [
      lineOf(childOf(bodyHead, 'distributor')),
      attributeOf(pubdata, 'name'),
      holder,
      inDocdata('doc.rights', 'owner'),
      lineOf(childOf(bodyHead, 'rights', 'rights.owner')),
      inDocdata('doc-id', 'regsrc'),
    ],
    subjects: [...subjectsOf(head), ...keywordsOf(docdata)],
    rights: rightsOf(docdata, bodyHead),
  }
}

// Subjects are named at three levels. The narrowest says most.
function subjectsOf(head: Markup | undefined): string[] {
  return childrenOf(childOf(head, 'tobject'), 'tobject.subject').flatMap((subject) => {
    const levels = ['detail', 'matter', 'type'].map((level) =>
      attributeOf(subject, `tobject.subject.${level}`),
    )
    // Some put the code of an agency before the name: `POL:POLITICS`.
    return levels.find((name) => name !== undefined)?.replace(/^[A-Z]{2,4}:(?=\p{L})/u, '') ?? []
  })
}

function keywordsOf(docdata: Markup | undefined): string[] {
  const keywords = childrenOf(docdata, 'key-list').flatMap((list) => childrenOf(list, 'keyword'))
  return keywords.flatMap((one) => keywordsIn(attributeOf(one, 'key') ?? ''))
}

function rightsOf(docdata: Markup | undefined, bodyHead: Markup | undefined): SaidRights {
  const copyright = childOf(docdata, 'doc.copyright')
  const holder = attributeOf(copyright, 'holder')
  const year = attributeOf(copyright, 'year')
  const written = lineOf(childOf(bodyHead, 'rights'))
  const notice = holder && year ? `© ${year} ${holder}` : undefined
  const limits = attributeOf(childOf(docdata, 'doc.rights'), 'limitations')
  return {
    holder,
    notices: [notice, written].flatMap((one) => one ?? []),
    // A single word, such as `online`, is none.
    terms: limits?.includes(' ') ? [limits] : [],
  }
}
