import type { FrontMatter } from '../model/article.ts'
import { NEVER, type Withdrawn } from '../model/lifecycle.ts'
import type { Moment } from '../model/moment.ts'

/** When an article comes, and whether it is to go. */
export interface Life {
  /** When it may be public, in ms since the epoch, where that is later: NEVER until further notice. */
  readonly hold?: number
  readonly withdrawn?: Withdrawn
}

type LifeFields = Pick<
  FrontMatter,
  'published' | 'updated' | 'embargo' | 'expires' | 'corrections' | 'withdrawn'
>

/** What the fields of an article say together of its life. */
export interface ReadLife {
  readonly life: Life
  /** The later one of `published` and `embargo`. */
  readonly published: Moment
  /** The later one of `updated` and the last correction, where there is one. */
  readonly updated: Moment | undefined
  readonly faults: readonly { readonly path: readonly (string | number)[]; readonly message: string }[]
}

/** Reads what an article says of its life. `now` is in ms since the epoch. */
export function readLife(fields: LifeFields, now: number): ReadLife {
  const { embargo, withdrawn, corrections = [] } = fields
  const published = later(fields.published, embargo ?? undefined)
  const hold = embargo === null ? NEVER : published.instant
  const updated = corrections.reduce<Moment | undefined>((last, { at }) => later(at, last), fields.updated)
  return {
    life: { ...(hold > now && { hold }), ...(withdrawn && { withdrawn }) },
    published,
    // Before its release nobody saw what was updated.
    updated: updated && later(published, updated),
    faults: faultsOf(fields, published, now),
  }
}

function faultsOf(fields: LifeFields, release: Moment, now: number): ReadLife['faults'] {
  const { published, updated, expires, corrections = [], withdrawn } = fields
  const faults: { path: (string | number)[]; message: string }[] = []
  const latest = Math.max(now, release.instant)
  if (updated && updated.instant > latest) {
    faults.push({ path: ['updated'], message: 'is in the future; mend the time' })
  }
  if (updated && updated.instant < published.instant) {
    faults.push({ path: ['updated'], message: 'is before published; mend one of them' })
  }
  if (expires && expires.instant <= release.instant) {
    faults.push({ path: ['expires'], message: 'is not after the publication; mend one of them' })
  }
  for (const [index, { at }] of corrections.entries()) {
    const path = ['corrections', index, 'at']
    if (at.instant > now) faults.push({ path, message: 'is in the future; mend the time' })
    else if (at.instant < published.instant) {
      faults.push({ path, message: 'is before published; mend one of them' })
    }
  }
  if (withdrawn?.at && withdrawn.at.instant > now) {
    faults.push({ path: ['withdrawn', 'at'], message: 'is in the future; mend the time' })
  }
  return faults
}

function later(one: Moment, other: Moment | undefined): Moment {
  return other && other.instant > one.instant ? other : one
}
