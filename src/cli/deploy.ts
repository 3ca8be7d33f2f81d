import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { readVariables } from './open-database.ts'
import { refuse, runCommand } from './terminal.ts'

const MISSING =
  'SITE_URL is empty in wrangler.toml: set it to the origin that the site will have, such as https://news.example. ' +
  'Without it every URL would have the host of the request, and no cache may keep anything.'

// `npm run deploy`: deploys the Worker, if it is told where it will be. All arguments are those of wrangler deploy.
await runCommand(async () => {
  const args = process.argv.slice(2)
  const { values } = parseArgs({
    args,
    options: { env: { type: 'string', short: 'e' } },
    strict: false,
    allowPositionals: true,
  })
  const { siteUrl } = await readVariables(typeof values.env === 'string' ? values.env : undefined)
  if (!siteUrl) return refuse(MISSING)
  const { status } = spawnSync('wrangler', ['deploy', ...args], { stdio: 'inherit' })
  return status ?? 1
})
