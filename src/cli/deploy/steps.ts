import { failed, type Result, success } from '../../model/result.ts'
import { DEFAULT_SITE, DEMO_AUTHORITY } from '../../model/site.ts'
import { count } from '../terminal.ts'

/** The most files that a version of a Worker may have as static assets (Workers Free; 100,000 on Workers Paid). */
export const MOST_ASSETS = 20_000

/** What this machine has to deploy. */
export interface Local {
  /** The name of the Worker. */
  readonly name: string
  /** The origin that the site will have; `undefined` where nobody has set it. */
  readonly siteUrl: string | undefined
  readonly authority: string
  /** The name in content/site.yaml; `undefined` where there is no such file. */
  readonly siteName: string | undefined
  /** The name and id in wrangler.toml; no id where it is still the placeholder. */
  readonly database: { readonly name: string; readonly id?: string }
  readonly queues: readonly string[]
  /** The names of the migrations, in order. */
  readonly migrations: readonly string[]
  /** How many static assets there are. */
  readonly assets: number
  /** Tells this code, configuration and these assets from others. */
  readonly tag: string
}

/** What the account has of it. */
export interface Remote {
  readonly databases: readonly { readonly name: string; readonly id: string }[]
  readonly queues: readonly string[]
  /** The migrations that the database has seen. */
  readonly migrations: readonly string[]
  /** The tag of the version that answers now; `undefined` where there is none. */
  readonly deployed: { readonly tag: string } | undefined
}

/** One thing to do. `unsure` is what is only done where it is missing, because nobody has looked. */
export type Step = { readonly unsure?: true } & (
  | { readonly kind: 'create-database'; readonly name: string }
  | { readonly kind: 'record-database'; readonly name: string; readonly id: string }
  | { readonly kind: 'create-queue'; readonly name: string }
  | { readonly kind: 'migrate'; readonly names: readonly string[] }
  | { readonly kind: 'sync'; readonly isFirst: boolean }
  | { readonly kind: 'upload' }
  | { readonly kind: 'ask-site'; readonly siteUrl: string }
)

/** The name of the site that a fresh checkout has. */
const EXAMPLE_NAME = DEFAULT_SITE.name

/**
 * What a deployment has to do, in order: nothing for what is there already. `remote` is `undefined` where nobody has
 * looked. Fails with every reason why there is to be no deployment, each with what to do.
 */
export function planDeployment(
  local: Local,
  remote: Remote | undefined,
): Result<readonly Step[], readonly string[]> {
  const { siteUrl } = local
  const faults = [...localFaults(local), ...(remote ? remoteFaults(local, remote) : [])]
  if (faults.length > 0 || !siteUrl) return failed(faults)
  const content: Step = { kind: 'sync', isFirst: remote !== undefined && !remote.deployed }
  const asked: Step = { kind: 'ask-site', siteUrl }
  if (!remote) return success([...unsureSteps(local), content, { kind: 'upload', unsure: true }, asked])
  const isDeployed = remote.deployed?.tag === local.tag
  return success([
    ...databaseSteps(local, remote),
    ...local.queues
      .filter((name) => !remote.queues.includes(name))
      .map((name): Step => ({ kind: 'create-queue', name })),
    ...migrationSteps(local.migrations.filter((name) => !remote.migrations.includes(name))),
    content,
    ...(isDeployed ? [] : [{ kind: 'upload' } as const]),
    asked,
  ])
}

function localFaults({ siteUrl, authority, siteName, assets }: Local): string[] {
  return [
    ...(siteUrl
      ? []
      : [
          'SITE_URL is empty in wrangler.toml: set it to the origin that the site will have, such as https://news.example. ' +
            'Without it every URL would have the host of the request, and no cache may keep anything.',
        ]),
    ...(authority === DEMO_AUTHORITY
      ? [
          `TAG_AUTHORITY is still ${DEMO_AUTHORITY} in wrangler.toml: set it to a domain name of yours. ` +
            'It is part of the id of every article for good.',
        ]
      : []),
    ...siteFaults(siteName),
    ...(assets > MOST_ASSETS
      ? [
          `There are ${assets} static assets, and Cloudflare takes ${MOST_ASSETS} (100000 on Workers Paid: then deploy ` +
            'with npx wrangler deploy). Keep older pictures on a host of their own, and write "url:" in place of "file:" in their articles.',
        ]
      : []),
  ]
}

function siteFaults(siteName: string | undefined): string[] {
  if (siteName === undefined) {
    return ['content/site.yaml is missing: write whose site it is, such as "name: Kabar Kita"']
  }
  return siteName === EXAMPLE_NAME
    ? [
        `The site in content/site.yaml is still called ${EXAMPLE_NAME}: write its own name, which every feed and page says`,
      ]
    : []
}

function remoteFaults(local: Local, remote: Remote): string[] {
  const { id, name } = local.database
  const unknown = remote.migrations.find((one) => !local.migrations.includes(one))
  return [
    ...(id && !remote.databases.some((one) => one.id === id)
      ? [
          `wrangler.toml names the database ${id}, which this account does not have: log in to the account that has it, ` +
            `or set database_id to 00000000-0000-0000-0000-000000000000, and a new database ${name} is made.`,
        ]
      : []),
    ...(unknown
      ? [
          `The deployed database has the migration ${unknown}, which is not known here: it was made by a newer Warta. ` +
            'Deploy from a checkout that has it.',
        ]
      : []),
  ]
}

function databaseSteps({ database }: Local, remote: Remote): Step[] {
  if (database.id) return []
  const { name } = database
  const found = remote.databases.find((one) => one.name === name)
  return [found ? { kind: 'record-database', name, id: found.id } : { kind: 'create-database', name }]
}

function migrationSteps(names: readonly string[]): Step[] {
  return names.length === 0 ? [] : [{ kind: 'migrate', names }]
}

function unsureSteps({ database, queues, migrations }: Local): Step[] {
  const unsure = true
  return [
    ...(database.id ? [] : [{ kind: 'create-database', name: database.name, unsure } as const]),
    ...queues.map((name): Step => ({ kind: 'create-queue', name, unsure })),
    ...migrationSteps(migrations).map((step): Step => ({ ...step, unsure })),
  ]
}

/** What a step does, in a line for people. */
export function describeStep(step: Step): string {
  const text = textOf(step)
  return step.unsure ? `${text}, where that is missing` : text
}

function textOf(step: Step): string {
  switch (step.kind) {
    case 'create-database':
      return `Create the database ${step.name} and write its id into wrangler.toml`
    case 'record-database':
      return `Write the id of the database ${step.name} into wrangler.toml (${step.id})`
    case 'create-queue':
      return `Create the queue ${step.name}`
    case 'migrate':
      return `Apply ${count(step.names.length, 'migration')} (${step.names.join(', ')})`
    case 'sync':
      return 'Sync content/ into the deployed database'
    case 'upload':
      return 'Deploy the code and the assets'
    case 'ask-site':
      return `Ask ${step.siteUrl} for its health and a feed`
  }
}
