import { access } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { BUILT_WORKER } from './bundle.ts'
import { jsonOutput } from './json-log.ts'
import { withVariables } from './open-database.ts'
import { readPort, serveSite } from './serving.ts'
import { refuse, runCommand, terminal } from './terminal.ts'
import { readBuiltConfig } from './wrangler-config.ts'

/** What the environment may say in place of wrangler.toml. */
const NAMES = ['SITE_URL', 'TAG_AUTHORITY', 'POLL_ANYWHERE', 'HUB_ANYWHERE', 'LOG'] as const

const NO_SITE_URL =
  'SITE_URL is not set: give the address at which people reach this site, such as SITE_URL=https://news.example npm run serve. ' +
  'Without it every URL would have the host of the request.'

// `npm run serve`: serves the site on a machine of one's own, without Cloudflare and without wrangler: what `npm run build`
// has made, with the variables of the environment. A content folder that is named is synced once, at the start.
await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '8787' },
      data: { type: 'string', default: '.wrangler/state' },
      content: { type: 'string' },
    },
  })
  const worker = await readBuiltConfig()
  const variables = withVariables(worker.bindings, NAMES)
  if (!variables.SITE_URL) return refuse(NO_SITE_URL)
  const output = variables.LOG === 'json' ? jsonOutput() : terminal
  await access(BUILT_WORKER)
  await serveSite({
    host: values.host,
    port: readPort(values.port),
    state: resolve(values.data),
    bundle: async () => BUILT_WORKER,
    worker,
    variables,
    folder: values.content && resolve(values.content),
    isWatched: false,
    output,
    ready: ({ port }) => output.out(`Warta serves ${variables.SITE_URL} at ${values.host}:${port}`),
  })
  output.out('Stopped.')
  return 0
})
