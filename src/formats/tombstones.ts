import { EMPTY, each, element, empty, join, leaf, type Xml } from '../xml/write.ts'
import { rfc3339 } from './dates.ts'
import type { Entry, Removed } from './document.ts'

/**
 * The namespace of RFC 6721, for a feed that has such an element: the W3C validator does not know it, and warns.
 * @internal
 */
export const TOMBSTONE_NAMESPACE = { 'xmlns:at': 'http://purl.org/atompub/tombstones/1.0' } as const

/**
 * at:deleted-entry (RFC 6721, 3) of each. A notice under the same id has the same time, so `when` is a millisecond later:
 * an entry is deleted where it was updated before.
 * @internal
 */
export function tombstoneElements(removed: readonly Removed[] | undefined): Xml {
  return each(removed, ({ id, date, offset, link, by, comment }) =>
    element(
      'at:deleted-entry',
      join([
        by ? element('at:by', leaf('name', by)) : EMPTY,
        leaf('at:comment', comment),
        link ? empty('link', { rel: 'alternate', href: link }) : EMPTY,
      ]),
      { ref: id, when: rfc3339(new Date(date.getTime() + 1), offset) },
    ),
  )
}

/**
 * The `_lifecycle` object of a JSON Feed item: when it ends, what was wrong in it, or that it is gone.
 * @internal
 */
export function lifecycleOf({ expires, corrections, withdrawn }: Entry): Record<string, unknown> | undefined {
  if (!expires && !corrections?.length && !withdrawn) return undefined
  return {
    ...(withdrawn
      ? { state: 'deleted', ...removedMember(withdrawn) }
      : { expires: expires && rfc3339(expires) }),
    corrections: corrections?.map(({ date, text }) => ({ at: rfc3339(date), text })),
  }
}

/**
 * The `_lifecycle` object of a JSON Feed: what is gone.
 * @internal
 */
export function removedMembers(removed: readonly Removed[] | undefined): Record<string, unknown> | undefined {
  return removed?.length
    ? { removed: removed.map((one) => ({ id: one.id, ...removedMember(one) })) }
    : undefined
}

function removedMember({ kind, date, offset, by, comment }: Omit<Removed, 'id'>) {
  return { kind, at: rfc3339(date, offset), by, reason: comment }
}
