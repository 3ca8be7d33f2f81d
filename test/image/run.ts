import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readCopy, readStages, type Stage } from './containerfile.ts'

// `npm run image-test`: does what deploy/Containerfile says in empty folders, one for each stage, and serves the site from
// the last one as a user who may write nothing but /data. There is no other root: an absolute path is one below the
// stage's folder.

const NOBODY = 65_534
const isRoot = process.getuid?.() === 0
const roots = mkdtempSync(join(tmpdir(), 'warta-image-'))
const below = (stage: string, path: string) => join(roots, stage || 'image', path)

function build({ name, instructions }: Stage): void {
  let folder = '/'
  for (const instruction of instructions) {
    process.stdout.write(`${name || 'image'}: ${instruction.name} ${instruction.text}\n`)
    if (instruction.name === 'WORKDIR') {
      folder = instruction.text
      mkdirSync(below(name, folder), { recursive: true })
    }
    if (instruction.name === 'COPY') copy(name, folder, instruction.text)
    if (instruction.name === 'RUN') run(name, folder, instruction.text)
  }
}

function copy(stage: string, folder: string, text: string): void {
  const { from, sources, target } = readCopy(text)
  const into = below(stage, join(folder, target))
  for (const source of sources) {
    const path = from ? below(from, source) : resolve(source)
    const isFolder = target.endsWith('/')
    cpSync(path, isFolder ? join(into, basename(source)) : into, { recursive: true, verbatimSymlinks: true })
  }
}

function run(stage: string, folder: string, text: string): void {
  // Users of the image are not users of this machine.
  const command = text
    .replace(/ && chown \S+ \S+/, '')
    .replace(/(?<= )\/(data|content)/g, (path) => below(stage, path))
  const done = spawnSync('sh', ['-ec', command], { cwd: below(stage, folder), stdio: 'inherit' })
  if (done.status !== 0) throw new Error(`RUN ${text} failed (${done.status})`)
}

function jsonOf({ instructions }: Stage, name: string): string[] {
  const { text = '[]' } = instructions.find((one) => one.name === name) ?? {}
  return JSON.parse(text.slice(text.indexOf('['))) as string[]
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

async function serve(image: Stage): Promise<void> {
  const port = await freePort()
  cpSync(resolve('content'), below('', '/content'), { recursive: true })
  mkdirSync(below('', '/data'), { recursive: true })
  mkdirSync(below('', '/tmp'))
  for (const path of ['/data', '/tmp']) chmodSync(below('', path), 0o777)
  chmodSync(roots, 0o755)
  const [command = '', ...args] = [...jsonOf(image, 'ENTRYPOINT'), ...jsonOf(image, 'CMD')].map((word) =>
    word.startsWith('/')
      ? below('', word)
      : word.replace('8787', String(port)).replace('0.0.0.0', '127.0.0.1'),
  )
  const env = {
    PATH: process.env.PATH,
    TMPDIR: below('', '/tmp'),
    HOME: '/nonexistent',
    LOG: 'json',
    SITE_URL: 'https://news.example',
    // The content is that of the demonstration, whose ids are of this authority.
    TAG_AUTHORITY: 'warta.example',
  }
  const user = isRoot ? { uid: NOBODY, gid: NOBODY } : {}
  const child = spawn(command, args, { cwd: below('', '/warta'), env, stdio: 'inherit', ...user })
  const exit = once(child, 'close')
  const health = jsonOf(image, 'HEALTHCHECK').map((word) => word.replace('8787', String(port)))
  await untilHealthy(health)
  const feed = await (await fetch(`http://127.0.0.1:${port}/rss.xml`)).text()
  if (!feed.includes('https://news.example/articles/')) throw new Error(`No articles: ${feed.slice(0, 500)}`)
  child.kill('SIGTERM')
  const [code] = await exit
  if (code !== 0) throw new Error(`The server ended with ${code}`)
  // Without a server a command opens the database itself, by what the build knows of wrangler.toml.
  const sources = spawnSync(command, ['src/cli/sources.ts', '--state', below('', '/data')], {
    cwd: below('', '/warta'),
    env,
    encoding: 'utf8',
    ...user,
  })
  if (!sources.stdout.includes('Reuters') && !sources.stdout.includes('reuters'))
    throw new Error(sources.stderr)
}

async function untilHealthy([command = '', ...args]: readonly string[]): Promise<void> {
  for (let attempt = 0; attempt < 120; attempt++) {
    if (spawnSync(command, args).status === 0) return
    await sleep(1000)
  }
  throw new Error('The server was not healthy within two minutes')
}

try {
  const stages = readStages(readFileSync('deploy/Containerfile', 'utf8'))
  for (const stage of stages) build(stage)
  for (const name of ['wrangler', 'vitest', 'node']) {
    if (existsSync(below('', `/warta/node_modules/${name}`))) throw new Error(`${name} is in the image`)
  }
  const image = stages.at(-1)
  if (!image) throw new Error('The Containerfile has no stage')
  await serve(image)
  process.stdout.write('The image serves, is healthy, and stops.\n')
} finally {
  rmSync(roots, { recursive: true, force: true })
}
