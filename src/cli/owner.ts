import { randomUUID } from 'node:crypto'
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startOf } from './process-start.ts'

// Two processes on one local D1 do not work under load: the writer finds it busy, readers get errors. So one process
// owns the state folder, and a file in the folder says which. A server writes into it how to reach it, and takes work
// from other commands; for any other owner they wait. A process that was killed leaves its file behind: the file names
// the process by its number and its start, so that whoever has that number now is not taken for the owner.

/** What the file says. */
interface OwnerFile {
  readonly pid: number
  /** As `startOf` has it. */
  readonly started: string
  /** Of a server: the port and password for work, on the loopback address, and where the site is. */
  readonly port?: number
  readonly token?: string
  readonly url?: string
}

/** A server that owns the state folder. */
export interface RunningServer {
  readonly pid: number
  readonly port: number
  readonly token: string
  /** Where it serves the site. */
  readonly url: string
}

/** A state folder that belongs to this process until it is disposed. */
export interface Ownership extends AsyncDisposable {
  /** Writes down that we take work at this port and serve the site there; returns the password for work. */
  readonly announce: (port: number, url: string) => Promise<string>
}

/** Whose the state folder is: ours from now on, or that of a server which takes work from others. */
export type Taken =
  | { readonly kind: 'own'; readonly own: Ownership }
  | { readonly kind: 'served'; readonly server: RunningServer }

const RETRY_MS = 100

/**
 * Takes the state folder, or finds the server that owns it. Waits for every other owner, and calls `waits` once with
 * the number of its process.
 */
export async function takeState(state: string, waits: (pid: number) => void): Promise<Taken> {
  // The database is in it, and the password for work.
  await mkdir(state, { recursive: true, mode: 0o700 })
  const file = join(state, 'owner.json')
  const self = { pid: process.pid, started: (await startOf(process.pid)) ?? '' }
  for (let isFirst = true; ; isFirst = false) {
    if (await create(file, self)) return { kind: 'own', own: ownership(file, self) }
    const owner = await read(file)
    if (!owner || !(await isAlive(owner))) await removeStale(file, owner)
    else if (isServer(owner)) return { kind: 'served', server: owner }
    else if (isFirst) waits(owner.pid)
    await sleep(RETRY_MS)
  }
}

function ownership(file: string, self: OwnerFile): Ownership {
  return {
    announce: async (port, url) => {
      const token = randomUUID()
      const next = `${file}.${randomUUID()}.tmp`
      await writeFile(next, JSON.stringify({ ...self, port, token, url }), { mode: 0o600 })
      await rename(next, file)
      return token
    },
    [Symbol.asyncDispose]: () => rm(file, { force: true }),
  }
}

async function isAlive({ pid, started }: OwnerFile): Promise<boolean> {
  const start = await startOf(pid)
  return start !== undefined && start === started
}

function isServer(owner: OwnerFile): owner is OwnerFile & RunningServer {
  return owner.port !== undefined && owner.token !== undefined && owner.url !== undefined
}

// The file is there whole or not at all: it is written under another name first.
async function create(file: string, self: OwnerFile): Promise<boolean> {
  const own = `${file}.${randomUUID()}.tmp`
  await writeFile(own, JSON.stringify(self), { mode: 0o600 })
  try {
    await link(own, file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    await rm(own, { force: true })
  }
}

async function read(file: string): Promise<OwnerFile | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as OwnerFile
  } catch {
    return undefined
  }
}

/**
 * Takes away the file of an owner that is gone. Two commands may find it at once, and the slower one must not take
 * away the file that the quicker one has written since: what was taken away is looked at, and put back if it is new.
 */
async function removeStale(file: string, stale: OwnerFile | undefined): Promise<void> {
  const aside = `${file}.${randomUUID()}.tmp`
  try {
    await rename(file, aside)
  } catch {
    return
  }
  if (JSON.stringify(await read(aside)) !== JSON.stringify(stale)) await link(aside, file).catch(() => {})
  await rm(aside, { force: true })
}
