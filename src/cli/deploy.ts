import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { DEMO_AUTHORITY } from '../model/site.ts'
import { readVariables } from './open-database.ts'
import { refuse, runCommand } from './terminal.ts'

const MISSING =
  'SITE_URL is empty in wrangler.toml: set it to the origin that the site will have, such as https://news.example. ' +
  'Without it every URL would have the host of the request, and no cache may keep anything.'

const DEMONSTRATION =
  `TAG_AUTHORITY is ${DEMO_AUTHORITY} in wrangler.toml, which is that of the demonstration: set it to a domain name of yours. ` +
  'It is part of every id, and ids never change. npm run new sets it.'

// `npm run deploy`: deploys the Worker, if it is told where it will be. All arguments are those of wrangler deploy.
await runCommand(async () => {
  const args = process.argv.slice(2)
  const { values } = parseArgs({
    args,
    options: { env: { type: 'string', short: 'e' } },
    strict: false,
    allowPositionals: true,
  })
  const { siteUrl, authority } = readVariables(typeof values.env === 'string' ? values.env : undefined)
  if (!siteUrl) return refuse(MISSING)
  if (authority === DEMO_AUTHORITY) return refuse(DEMONSTRATION)
  const { status } = spawnSync('wrangler', ['deploy', ...args], { stdio: 'inherit' })
  return status ?? 1
})
