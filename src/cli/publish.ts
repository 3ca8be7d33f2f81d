import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { publishFrom } from './publish-run.ts'
import { refuse, runCommand, terminal } from './terminal.ts'

const USAGE = 'Write WARTA_TOKEN=warta_… npm run publish -- story.md item.xml [--to https://news.example]'

// `npm run publish`: sends newsroom documents to the API of a site, read as `npm run import` reads them, and article files.
// The token is in WARTA_TOKEN, where no list of processes shows it.
await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { to: { type: 'string', default: 'http://127.0.0.1:8787' } },
  })
  const token = process.env.WARTA_TOKEN ?? ''
  if (positionals.length === 0 || token === '') return refuse(USAGE)
  const site = URL.parse(values.to)
  if (!site || !/^https?:$/.test(site.protocol))
    return refuse(`--to is "${values.to}"; write a whole address such as https://news.example`)
  let failures = 0
  for (const name of positionals)
    failures += await publishFrom(name, { origin: site.origin, token, wait: sleep }, terminal)
  return failures > 0 ? 1 : 0
})
