import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { type KillOrder, withdrawOrLift } from './killing.ts'
import { workOnSite } from './on-site.ts'
import { refuse, runCommand, terminal } from './terminal.ts'

const USAGE =
  'Write npm run kill -- SLUG --reason "…" [--by NAME] [--legal] [--yes] [--remote], or npm run kill -- SLUG --lift'

// `npm run kill`: takes an article out everywhere and tells readers why, or with --lift undoes a mistake. The article may be
// named by its slug, its id, a client's own key, or the address of its page.
await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      reason: { type: 'string', default: '' },
      by: { type: 'string', default: '' },
      legal: { type: 'boolean', default: false },
      lift: { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      state: { type: 'string', default: '.wrangler/state' },
      remote: { type: 'boolean', default: false },
      env: { type: 'string', short: 'e' },
    },
  })
  const [name, another] = positionals
  const reason = values.reason.replace(/\s+/g, ' ').trim()
  if (name === undefined || another !== undefined) return refuse(USAGE)
  if (!values.lift && reason === '') return refuse(`Readers are told why: --reason is missing. ${USAGE}`)
  if (reason.length > 500) return refuse('The reason is longer than 500 characters; shorten it')
  const kind = values.lift ? 'lift' : values.legal ? 'legal' : 'kill'
  if (!values.yes && !(await isMeant(name, kind))) return refuse('Nothing was changed')
  const order: KillOrder = { name, kind, reason, by: values.by.trim().slice(0, 200) }
  const options = [JSON.stringify(order)]
  return workOnSite(values, {
    command: 'kill',
    options,
    run: ({ db }) => withdrawOrLift(db, options, terminal),
  })
})

async function isMeant(name: string, kind: KillOrder['kind']): Promise<boolean> {
  if (!process.stdin.isTTY) throw new Error('Nobody can be asked here; say --yes')
  const asked = createInterface({ input: process.stdin, output: process.stderr })
  const question = kind === 'lift' ? `Let ${name} come back?` : `Take ${name} out everywhere, for good?`
  const answer = await asked.question(`${question} [y/N] `)
  asked.close()
  return /^y(es)?$/i.test(answer.trim())
}
