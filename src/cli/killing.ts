import { userInfo } from 'node:os'
import { killArticle, undoKill } from '../lifecycle/kill-article.ts'
import type { KillKind } from '../model/lifecycle.ts'
import { idsNamed } from '../storage/commit/expiries.ts'
import type { Database } from '../storage/database.ts'
import type { Output } from './terminal.ts'

/** What the command asks for, as it is handed to a running server: JSON. */
export interface KillOrder {
  /** A slug, an id, a client's own key, or the address of the article's page. */
  readonly name: string
  readonly kind: KillKind | 'lift'
  readonly reason: string
  readonly by: string
}

/** Withdraws an article or undoes that, and says what came of it. The one option is a KillOrder. Returns the exit code. */
export async function withdrawOrLift(
  db: Database,
  [order = '{}']: readonly string[],
  output: Output,
): Promise<number> {
  const { name, kind, reason, by } = JSON.parse(order) as KillOrder
  const id = await idOf(db, slugOf(name), kind === 'lift' ? 'killed' : 'there', output)
  if (id === undefined) return 1
  const [actor, now] = [`cli:${userInfo().username}`, Date.now()]
  if (kind === 'lift') {
    const isLifted = await undoKill(db, { id, actor, now })
    output.out(isLifted ? liftedText(id) : `${id} was not killed; nothing was changed.`)
    return isLifted ? 0 : 1
  }
  const killed = await killArticle(db, { id, ending: { kind, reason, ...(by && { by }) }, actor, now })
  if (!killed.ok) {
    output.err('Other writes came between; nothing was changed. Try again.')
    return 1
  }
  output.out(`Killed: ${id} (revision ${killed.value}). It stays away until npm run kill -- ${name} --lift.`)
  return 0
}

function liftedText(id: string): string {
  return `Lifted: ${id} may come back. It does with the next sync, the next change of its feed, or when it is sent again.`
}

// A kill that comes before its article names its id, which alone has a colon.
async function idOf(
  db: Database,
  name: string,
  meant: 'there' | 'killed',
  output: Output,
): Promise<string | undefined> {
  const ids = await idsNamed(db, name, meant)
  const [id] = ids
  if (id !== undefined && ids.length === 1) return id
  if (id === undefined && name.includes(':')) return name
  output.err(
    id === undefined
      ? `There is no article "${name}"; name its slug or its id`
      : `"${name}" may be several articles; name one by its id: ${ids.join(', ')}`,
  )
  return undefined
}

/** The slug in the address of an article's page; anything else as it is. */
export function slugOf(name: string): string {
  const page = /^https?:\/\/[^/]+\/articles\/([^/?#]+)/.exec(name)?.[1] ?? ''
  try {
    return decodeURIComponent(page) || name
  } catch {
    return name
  }
}
