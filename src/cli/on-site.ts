import { resolve } from 'node:path'
import { handOver } from './handover.ts'
import { type OpenDatabase, openLocal } from './open-database.ts'
import { takeState } from './owner.ts'
import { onRemote } from './purge-edge.ts'
import { ENV_WITHOUT_REMOTE, refuse, sayWaiting, terminal } from './terminal.ts'

/** Which site a command works on, as its options say. */
export interface ChosenSite {
  /** Whether it is a deployed one, and not that of this machine. */
  readonly remote: boolean
  /** Of the deployed ones that of an environment of wrangler.toml. */
  readonly env?: string | undefined
  /** The state folder of the local site. */
  readonly state: string
}

/** What a command does to a database. */
export interface SiteWork {
  /** The name of the command, and its options, for a running server that does the work. */
  readonly command: string
  readonly options: readonly string[]
  /** Does the work in this process, where no server runs. Returns the exit code. */
  readonly run: (database: OpenDatabase) => Promise<number>
}

/**
 * Does the work of a command: on the deployed database, else in the server that owns the local one, else on the local one
 * here. Returns the exit code.
 */
export async function workOnSite(
  { remote, env, state: folder }: ChosenSite,
  { command, options, run }: SiteWork,
): Promise<number> {
  const state = resolve(folder)
  if (remote) return onRemote({ state, environment: env }, run, terminal)
  if (env !== undefined) return refuse(ENV_WITHOUT_REMOTE)
  const taken = await takeState(state, sayWaiting)
  if (taken.kind === 'served') return handOver(taken.server, command, options, terminal)
  await using _own = taken.own
  const opened = await openLocal(state)
  if (!opened.ok) return refuse(opened.failure)
  await using database = opened.value
  return await run(database)
}
