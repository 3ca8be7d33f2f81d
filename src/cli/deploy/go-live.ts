import type { Output } from '../terminal.ts'
import { openAccount } from './account.ts'
import { observeLocal, observeRemote } from './observe.ts'
import { type Deployment, performSteps } from './perform.ts'
import { describeStep, planDeployment } from './steps.ts'
import { readNames } from './wrangler-file.ts'

/** What a deployment is told: which environment of wrangler.toml, how to sync, where its lines go. */
export type DeploymentOptions = Pick<Deployment, 'environment' | 'sync' | 'output'>

/** Looks at what is there and what is missing, and does what is missing. Returns the exit code. */
export async function deploySite(options: DeploymentOptions): Promise<0 | 1> {
  const { environment, output } = options
  const names = readNames(environment)
  const local = await observeLocal(names, environment)
  // What is wrong here is said before anybody has to log in.
  const alone = planDeployment(local, undefined)
  if (!alone.ok) return refuseAll(alone.failure, output)
  const account = await openAccount(names.account)
  if (!account.ok) return refuseAll([account.failure], output)
  const plan = planDeployment(local, await observeRemote(account.value, local))
  if (!plan.ok) return refuseAll(plan.failure, output)
  output.out(`Deploying ${names.worker} to the account ${account.value.name}.`)
  const done = await performSteps(plan.value, {
    ...options,
    account: account.value,
    database: names.database.name,
  })
  if (!done.ok) return refuseAll([done.failure], output)
  output.out(`Done. ${local.siteUrl} answers; npm run deploy -- --check ${local.siteUrl} looks at all of it.`)
  return 0
}

/** Prints what `deploySite` would do. Needs no account: then it says what would be done where it is missing. */
export async function printPlan(environment: string | undefined, output: Output): Promise<0 | 1> {
  const names = readNames(environment)
  const local = await observeLocal(names, environment)
  const account = await openAccount(names.account).catch(() => undefined)
  const remote = account?.ok ? await observeRemote(account.value, local) : undefined
  const plan = planDeployment(local, remote)
  if (!plan.ok) return refuseAll(plan.failure, output)
  for (const [index, step] of plan.value.entries()) output.out(`${index + 1}. ${describeStep(step)}`)
  const unseen = ' Nobody looked at what your account has, because you are not logged in.'
  output.out(`Nothing was done.${remote ? '' : unseen}`)
  return 0
}

function refuseAll(faults: readonly string[], output: Output): 1 {
  for (const fault of faults) output.err(`warta: ${fault}`)
  return 1
}
