import type { Output } from './terminal.ts'

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
