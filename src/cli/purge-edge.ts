import type { Result } from '../model/result.ts'
import { readRevision } from '../storage/revision.ts'
import { type OpenDatabase, openRemote } from './open-database.ts'
import { type Output, refuse } from './terminal.ts'

const TIMEOUT = 30_000

/** The deployed Worker, and the secret that it asks for. */
export interface PurgeTarget {
  /** Its origin; `undefined` where wrangler.toml names none. */
  readonly siteUrl: string | undefined
  readonly token: string | undefined
}

/**
 * Has the deployed Worker take out of its cache what changed after a revision. Returns the exit code: 1 where
 * old copies may be served for some minutes more.
 */
export async function purgeRemote(
  { siteUrl, token }: PurgeTarget,
  since: number,
  output: Output,
): Promise<0 | 1> {
  if (!siteUrl || !token) {
    output.out(
      'Old copies leave the cache within 5 minutes; set SITE_URL and PURGE_TOKEN to purge them at once.',
    )
    return 0
  }
  try {
    const response = await fetch(`${siteUrl}/purge`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}` },
      body: JSON.stringify({ since }),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT),
    })
    if (!response.ok) throw new Error(`${siteUrl}/purge answered ${response.status}`)
    const { purged } = (await response.json()) as { purged: number | string }
    output.out(`Purged from the cache: ${purged === 'everything' ? purged : `${purged} channels`}.`)
    return 0
  } catch (error) {
    const reason = error instanceof Error ? error.message : error
    output.err(
      `Stored, but old copies may be served for 5 minutes more: the cache was not purged (${reason}).`,
    )
    return 1
  }
}

/** Opens the deployed database, or says why that can't be. */
export type Open = (state: string, environment?: string) => Promise<Result<OpenDatabase, string>>

/** Which deployed database: that of the site, or of an environment of wrangler.toml. */
export interface RemoteTarget {
  readonly state: string
  readonly environment?: string | undefined
}

/**
 * Does work on the deployed database. The deployed Worker does not see what that writes, so it is asked to take old
 * copies out of its cache. Returns the exit code of the work, or else that of the purge.
 */
export async function onRemote(
  { state, environment }: RemoteTarget,
  work: (database: OpenDatabase) => Promise<number>,
  output: Output,
  open: Open = openRemote,
): Promise<number> {
  const opened = await open(state, environment)
  if (!opened.ok) return refuse(opened.failure)
  await using database = opened.value
  const before = await readRevision(database.db)
  const code = await work(database)
  if ((await readRevision(database.db)) === before) return code
  const { siteUrl } = database.config
  const purged = await purgeRemote({ siteUrl, token: process.env.PURGE_TOKEN }, before, output)
  return code || purged
}
