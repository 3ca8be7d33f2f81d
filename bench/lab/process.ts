import { readdirSync, readFileSync } from 'node:fs'

// What Linux says of processes under /proc. Elsewhere these rows cannot be measured.

/** Ticks of the clock that /proc counts processor time in, a second. */
const TICKS = 100

/** The processes of a name that another one has started. */
export function childrenOf(parent: number, name: string): number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .filter((pid) => {
      const fields = statOf(pid)
      return fields?.name === name && Number(fields.rest[1]) === parent
    })
    .map(Number)
}

/** Seconds of processor time that a process has used. */
export function processorSeconds(pid: number): number {
  const rest = statOf(String(pid))?.rest ?? []
  return (Number(rest[11]) + Number(rest[12])) / TICKS
}

/** Bytes of memory that a process holds (resident set). */
export function memoryBytes(pid: number): number {
  const [, kilobytes = '0'] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) * 1024
}

// The name stands in parentheses and may hold spaces; the fields after it are numbered from the state on.
function statOf(pid: string): { name: string; rest: string[] } | undefined {
  try {
    const [, name = '', rest = ''] =
      /^\d+ \((.*)\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
    return { name, rest: rest.split(' ') }
  } catch {
    return undefined
  }
}
