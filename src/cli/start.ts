import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { FORMAT_NAMES, FORMATS } from '../formats/index.ts'
import { bundleCode } from './bundle.ts'
import { keptBundle } from './kept-bundle.ts'
import { withEnvironment } from './open-database.ts'
import { readPort, serveSite } from './serving.ts'
import { runCommand, terminal } from './terminal.ts'
import { readWranglerConfig } from './wrangler-config.ts'

// `npm start`: serves the site on this machine as it is being written: bundles the Worker, syncs content/ now and whenever
// a file is saved.
await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '8787' },
      content: { type: 'string', default: 'content' },
      state: { type: 'string', default: '.wrangler/state' },
    },
  })
  const state = resolve(values.state)
  const worker = await readWranglerConfig()
  await serveSite({
    host: values.host,
    port: readPort(values.port),
    state,
    bundle: () => keptBundle(join(state, 'bundle'), bundleCode),
    worker,
    variables: { ...withEnvironment(worker.bindings), LOCAL: '1' },
    folder: resolve(values.content),
    isWatched: true,
    output: terminal,
    ready: printAddresses,
  })
  terminal.out('Stopped.')
  return 0
})

function printAddresses(url: URL): void {
  // A URL with the usual port of http says no port.
  const origin = new URL(`http://localhost:${url.port || 80}`).origin
  terminal.out(`\nWarta serves at ${origin}`)
  for (const name of FORMAT_NAMES) {
    terminal.out(`  ${FORMATS[name].label.padEnd(10)} ${origin}/${FORMATS[name].file}`)
  }
  terminal.out('Save a file under content/ and it is in the feeds. Ctrl-C stops.')
}
