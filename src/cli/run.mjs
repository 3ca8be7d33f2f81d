// Every npm script begins here: node src/cli/run.mjs NAME, then the options of src/cli/NAME.ts. This file is plain
// JavaScript, so that an old Node can read it, and say what is needed. npm ci brings a Node of its own along: where the
// one on the PATH is too old, the command runs with that one.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { fileURLToPath } from 'node:url'

/** The first version that runs TypeScript with `using` as it is. */
const NEEDED = 24

/** Compiled code is kept here: without it each command takes a fifth of a second more to begin. */
const COMPILED = fileURLToPath(new URL('../../node_modules/.cache/compiled', import.meta.url))

const [name = '', ...args] = process.argv.slice(2)

if (Number.parseInt(process.versions.node, 10) >= NEEDED) await run()
else await runWithOwnNode()

async function run() {
  module.enableCompileCache(COMPILED)
  // Who reads the output may have enough of it, as `head` has: the work goes on.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', passIfClosed)
  const { answerBefore } = await import('./help.ts')
  const answer = answerBefore(name, args, process.env)
  if (answer) {
    const stream = answer.code === 0 ? process.stdout : process.stderr
    for (const line of answer.lines) stream.write(`${line}\n`)
    process.exitCode = answer.code
    return
  }
  const file = fileURLToPath(new URL(`${name}.ts`, import.meta.url))
  process.argv.splice(1, 2, file)
  await import(file)
}

async function runWithOwnNode() {
  const own = ['bin/node', 'bin/node.exe']
    .map((path) => fileURLToPath(new URL(`../../node_modules/node/${path}`, import.meta.url)))
    .find(existsSync)
  if (own === undefined) {
    process.stderr.write(
      `warta: This is Node ${process.versions.node}, and Warta needs ${NEEDED}. Run npm ci, which brings one along; where that ` +
        'may not run the install script of the package "node", install Node from https://nodejs.org/\n',
    )
    process.exitCode = 1
    return
  }
  const child = spawn(own, process.argv.slice(1), { stdio: 'inherit' })
  // The terminal sends a Ctrl-C to the child too. Whoever sends a signal to this process alone means the child.
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, () => signal === 'SIGTERM' && child.kill(signal))
  process.exitCode = await new Promise((ended) => {
    child.on('error', () => ended(1))
    child.on('close', (code) => ended(code ?? 1))
  })
}

function passIfClosed(error) {
  if (error.code !== 'EPIPE') throw error
}
