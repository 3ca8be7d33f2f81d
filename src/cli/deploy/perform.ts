import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { failed, type Result, success } from '../../model/result.ts'
import type { Output } from '../terminal.ts'
import type { Account } from './account.ts'
import { describeStep, type Step } from './steps.ts'
import { tagOf } from './tag.ts'
import { recordDatabase } from './wrangler-file.ts'

/** What a deployment works with. */
export interface Deployment {
  readonly account: Account
  /** The environment of wrangler.toml; `undefined` for the site itself. */
  readonly environment: string | undefined
  /** The name of the database in wrangler.toml. */
  readonly database: string
  /** Syncs content/ into the deployed database; returns the exit code. */
  readonly sync: (isFirst: boolean) => Promise<number>
  readonly output: Output
}

/** A new address may take a while until it is known everywhere, and has its certificate. */
const ATTEMPTS = 20
const WAIT = 3000

/** Does one step after the other, and says so. Stops at the first that fails, with what failed. */
export async function performSteps(
  steps: readonly Step[],
  deployment: Deployment,
): Promise<Result<void, string>> {
  for (const [index, step] of steps.entries()) {
    deployment.output.out(`${index + 1}/${steps.length} ${describeStep(step)}`)
    const done = await perform(step, deployment)
    if (!done.ok)
      return failed(`${done.failure}. What came before is done; run npm run deploy again to go on`)
  }
  return success(undefined)
}

async function perform(step: Step, deployment: Deployment): Promise<Result<void, string>> {
  const { account, database, sync } = deployment
  switch (step.kind) {
    case 'create-database': {
      const { uuid } = await account.api.createDatabase(account.id, step.name)
      return recordDatabase(step.name, uuid)
    }
    case 'record-database':
      return recordDatabase(step.name, step.id)
    case 'create-queue':
      await account.api.createQueue(account.id, step.name)
      return success(undefined)
    case 'migrate':
      return wrangler(deployment, ['d1', 'migrations', 'apply', database, '--remote'])
    case 'sync':
      return (await sync(step.isFirst)) === 0
        ? success(undefined)
        : failed('content/ was not synced, and the new code is not deployed')
    case 'upload':
      // The tag is made only now, because the id of a new database is part of it.
      return wrangler(deployment, ['deploy', '--tag', await tagOf(deployment.environment)])
    case 'ask-site':
      return askSite(step.siteUrl)
  }
}

async function wrangler(
  { account, environment = '' }: Deployment,
  args: readonly string[],
): Promise<Result<void, string>> {
  const env = { CLOUDFLARE_ACCOUNT_ID: account.id, WRANGLER_HIDE_BANNER: 'true' }
  const code = await exitOf('wrangler', [...args, '--env', environment], env)
  return code === 0 ? success(undefined) : failed(`wrangler ${args.join(' ')} failed`)
}

/** `npm run sync -- --remote`, in a process of its own. Where no Worker is deployed yet, nobody can purge its cache. */
export function syncRemote(environment: string | undefined): (isFirst: boolean) => Promise<number> {
  const script = resolve(import.meta.dirname, '../sync.ts')
  const args = [script, '--remote', ...(environment ? ['--env', environment] : [])]
  return (isFirst) => exitOf(process.execPath, args, isFirst ? { PURGE_TOKEN: '' } : {})
}

// The command gets no input, so that it asks nothing: what is to be done was decided before.
async function exitOf(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<number> {
  const child = spawn(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return code ?? 1
}

/** Asks for the health of a site and for a feed until both are there, for a minute. */
export async function askSite(
  siteUrl: string,
  attempts = ATTEMPTS,
  wait = WAIT,
): Promise<Result<void, string>> {
  for (let attempt = 1; ; attempt++) {
    const fault =
      (await faultOf(`${siteUrl}/healthz`, '"ok"')) ?? (await faultOf(`${siteUrl}/rss.xml`, '<rss'))
    if (fault === undefined) return success(undefined)
    if (attempt >= attempts) {
      return failed(
        `${fault}; is the host of SITE_URL in "routes" of wrangler.toml, and its domain in this account?`,
      )
    }
    await sleep(wait)
  }
}

async function faultOf(url: string, wanted: string): Promise<string | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000) })
    const text = await response.text()
    if (response.ok && text.includes(wanted)) return undefined
    return `${url} answered ${response.status}${response.ok ? `, without ${wanted}` : ''}`
  } catch (error) {
    const { cause } = error as { cause?: { message?: string } }
    return `${url} gave no answer (${cause?.message ?? error})`
  }
}
