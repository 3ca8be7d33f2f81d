import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * When a process was started, in the words of its system; `undefined` where there is no such process. The number of a
 * process is given again, in a container nearly always the same one: number and start together name one process.
 */
export async function startOf(pid: number): Promise<string | undefined> {
  if (!isThere(pid)) return undefined
  if (process.platform === 'linux') return startInProc(pid)
  // macOS and the BSDs. Where there is no ps, the number alone has to do.
  const asked = run('ps', ['-o', 'lstart=', '-p', String(pid)])
  return asked.then(({ stdout }) => stdout.trim() || undefined).catch(() => 'unknown')
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's process: it is there, and we may not send it signals.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

// The name stands in parentheses and may hold spaces. Behind it the first field is the state, Z for a process that has
// ended and that its parent has not asked after; the twentieth is the start in ticks since the machine was started.
async function startInProc(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields[0] === 'Z' ? undefined : fields[19]
}
