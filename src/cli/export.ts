import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { exportSite } from './export-run.ts'
import { workOnSite } from './on-site.ts'
import { refuse, runCommand, terminal } from './terminal.ts'

// `npm run export -- --out DIR`: writes all that the local site has, or with --remote the deployed one, as a content folder.
await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      content: { type: 'string', default: 'content' },
      remote: { type: 'boolean', default: false },
      env: { type: 'string', short: 'e' },
      state: { type: 'string', default: '.wrangler/state' },
    },
  })
  if (values.out === undefined) return refuse('Name a new folder: npm run export -- --out DIR')
  const state = resolve(values.state)
  const out = resolve(values.out)
  const places = { content: resolve(values.content), assets: [join(state, 'assets'), resolve('dist/assets')] }
  return workOnSite(values, {
    command: 'export',
    options: [out],
    run: ({ db, config: { siteUrl } }) =>
      exportSite(db, out, values.remote ? { ...places, siteUrl } : places, terminal),
  })
})
