import { type EndingKind, isKill, type Notice } from '../../model/lifecycle.ts'
import { allRows, type Database, firstRow, prepare, type Query } from '../database.ts'

/** What is known of an article that is gone. */
export interface Withdrawal {
  readonly id: string
  /** `null` where it never was public. */
  readonly slug: string | null
  readonly kind: EndingKind
  /** Milliseconds since the epoch. */
  readonly at: number
  /** BCP 47; `null` where it never was public. */
  readonly language: string | null
  /** Minutes east of UTC in which its times are shown. */
  readonly offset: number | null
  /** Plain text. */
  readonly reason: string | null
  readonly by: string | null
}

/** What readers are told of it: `undefined` where it was no kill, or never public. */
export function noticeOf({ kind, at, offset, language, reason, by }: Withdrawal): Notice | undefined {
  if (!isKill(kind) || language === null) return undefined
  return { kind, at, offset: offset ?? 0, language, reason: reason ?? undefined, by: by ?? undefined }
}

/** SQL: the columns of a Withdrawal, of the table `w`. */
export const WITHDRAWAL_COLUMNS = 'w.id, w.slug, w.kind, w.at, w.language, w."offset", w.reason, w.by'

const PAGE = 5000

type KindRow = Pick<Withdrawal, 'id' | 'kind'>

const KINDS = 'SELECT w.id, w.kind FROM json_each(?1) n CROSS JOIN withdrawals w ON w.id = n.value'

/** Why articles are gone, by their ids. Others are not in it. */
export async function findWithdrawals(
  db: Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, EndingKind>> {
  const kinds = new Map<string, EndingKind>()
  for (let start = 0; start < ids.length; start += PAGE) {
    const page = JSON.stringify(ids.slice(start, start + PAGE))
    for (const { id, kind } of await allRows(prepare<KindRow>(db, KINDS, page))) kinds.set(id, kind)
  }
  return kinds
}

const FIND = `SELECT ${WITHDRAWAL_COLUMNS} FROM withdrawals w WHERE w.id = ?1`

/** What is known of an article that is gone; `null` where it is not. */
export function findWithdrawal(db: Database, id: string): Promise<Withdrawal | null> {
  return firstRow(prepare<Withdrawal>(db, FIND, id))
}

/** How many rows of a channel are read, of which some are notices and others tombstones. */
const MOST_ROWS = 70

export const NOTICES: Query<[channel: number], Withdrawal> = {
  name: 'withdrawn entries',
  sql: `SELECT ${WITHDRAWAL_COLUMNS} FROM withdrawn_entries e CROSS JOIN withdrawals w ON w.id = e.id
    WHERE e.channel = ?1 ORDER BY e.at DESC, e.id DESC LIMIT ${MOST_ROWS}`,
  rows: () => 2 * MOST_ROWS,
}
