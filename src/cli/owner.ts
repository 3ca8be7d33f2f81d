import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

// Two processes on one local D1 do not work under load: the writer finds it busy, readers get errors. So a state folder
// belongs to one process at a time, and a file in it names that process. A server writes there how to reach it, and
// takes work from others. A sync writes no address, and others wait for its end.

/** What the file says: the process, and where it is a server, its port on the loopback address and its password. */
interface OwnerFile {
  readonly pid: number
  readonly port?: number
  readonly token?: string
}

/** A server that owns the state folder. */
export interface RunningServer {
  readonly port: number
  readonly token: string
}

/** A state folder that belongs to this process until it is disposed. */
export interface Ownership extends AsyncDisposable {
  /** Writes into the file that we take work at this port; returns the password that others have to show. */
  readonly announce: (port: number) => Promise<string>
}

/** A file that is older than this is no longer believed: another process may have the number of a dead one. */
const STALE_MS = 600_000
const RETRY_MS = 100

/** Whose the state folder is: ours from now on, or that of a server which takes work from others. */
export type Taken =
  | { readonly kind: 'own'; readonly own: Ownership }
  | { readonly kind: 'served'; readonly server: RunningServer }

/** Takes the state folder, waiting for a sync that has it; or finds the server that owns it. */
export async function takeState(state: string): Promise<Taken> {
  await mkdir(state, { recursive: true })
  const file = join(state, 'owner.json')
  for (;;) {
    if (await create(file)) return { kind: 'own', own: ownership(file) }
    const owner = await read(file)
    if (!owner) continue
    if (!(await isAlive(owner, file))) await rm(file, { force: true })
    else if (owner.port && owner.token) {
      return { kind: 'served', server: { port: owner.port, token: owner.token } }
    }
    await sleep(RETRY_MS)
  }
}

function ownership(file: string): Ownership {
  return {
    announce: async (port) => {
      const token = randomUUID()
      await writeFile(file, JSON.stringify({ pid: process.pid, port, token }), { mode: 0o600 })
      return token
    },
    [Symbol.asyncDispose]: () => rm(file, { force: true }),
  }
}

async function create(file: string): Promise<boolean> {
  try {
    await using handle = await open(file, 'wx', 0o600)
    await handle.writeFile(JSON.stringify({ pid: process.pid }))
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

async function read(file: string): Promise<OwnerFile | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as OwnerFile
  } catch {
    // Gone since, or not written yet.
    await sleep(RETRY_MS)
    return (await stat(file).catch(() => undefined)) ? { pid: 0 } : undefined
  }
}

async function isAlive({ pid, port }: OwnerFile, file: string): Promise<boolean> {
  if (port) return answers(port)
  const age = Date.now() - ((await stat(file).catch(() => undefined))?.mtimeMs ?? 0)
  if (pid === 0) return age < 1000
  try {
    process.kill(pid, 0)
    return age < STALE_MS
  } catch {
    return false
  }
}

async function answers(port: number): Promise<boolean> {
  try {
    await fetch(`http://127.0.0.1:${port}/`)
    return true
  } catch {
    return false
  }
}
