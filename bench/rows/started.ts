import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { Context } from '../context.ts'
import { ask } from '../lab/ask.ts'
import { contest } from '../lab/contest.ts'
import { childrenOf } from '../lab/process.ts'
import { type RunningWorker, SITE_BINDINGS, startWorkers } from '../lab/workers.ts'
import { articleFile, REGISTRY } from '../store/article-files.ts'
import { LONG, storeOf } from '../store/store.ts'
import { atLeast, number, type Row } from '../table.ts'

const PATH = '/rss.xml'
const FILES = 60

/** Reads and conditional requests of the started command itself, beside the same bundle on workerd's own socket. */
export async function started(context: Context): Promise<Row[]> {
  const database = await storeOf(context, 1000, LONG)
  await using lab = await startWorkers({
    direct: { code: await context.site(), bindings: SITE_BINDINGS, database },
  })
  await using command = await startCommand(context)
  const conditional = async (name: 'direct' | 'command', worker: RunningWorker) => {
    const { etag = '' } = (await ask(worker, { path: PATH })).headers
    return { name, worker, request: { path: PATH, headers: { 'If-None-Match': etag } }, status: 304 }
  }
  const { direct, command: ours } = await contest(
    [await conditional('direct', lab.workers.direct), await conditional('command', command.worker)],
    context.quick,
  )
  return [
    {
      what: '304 of `npm start`',
      against: "the same bundle on workerd's own socket",
      measured: `${number(ours.ratio)} (${number(ours.perSecond)} against ${number(direct.perSecond)} requests/s)`,
      ...atLeast(ours.ratio, 0.8),
    },
  ]
}

/** Starts the command on a content folder of its own and waits until it says that it is ready. */
async function startCommand(context: Context): Promise<AsyncDisposable & { readonly worker: RunningWorker }> {
  const content = await writeContent(context)
  const port = await freePort()
  const options = ['--content', content, '--state', join(context.folder, 'started'), '--port', String(port)]
  const child = spawn('node', ['src/cli/start.ts', ...options], { stdio: ['ignore', 'pipe', 'inherit'] })
  const said = await new Promise<string>((ready) => {
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk
      if (text.includes('Ctrl-C')) ready(text)
    })
    child.on('exit', () => ready(text))
  })
  const [pid] = childrenOf(child.pid ?? 0, 'workerd')
  if (pid === undefined) throw new Error(`The command did not start: ${said}`)
  return {
    worker: { port, pid },
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGINT')
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}

async function writeContent(context: Context): Promise<string> {
  const root = join(context.folder, 'started-content')
  const folder = join(root, 'articles/2022/01')
  await mkdir(folder, { recursive: true })
  await writeFile(join(root, 'sources.yaml'), REGISTRY)
  for (let n = 0; n < FILES; n++) {
    await writeFile(join(folder, `file-${n}.md`), articleFile(n, Date.UTC(2022, 0, 1) + n * 3_600_000))
  }
  return root
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((closed) => server.close(closed))
  if (address === null || typeof address === 'string') throw new Error('No port is free')
  return address.port
}
