import { dirname } from 'node:path'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { childrenOf } from './process.ts'

/** What a Worker of the benchmarks is made of: a bundle's file, or modules in memory. */
export type Code =
  | { readonly file: string }
  | {
      readonly modules: readonly { type: 'ESModule' | 'Data'; path: string; contents: string | Uint8Array }[]
    }

export interface WorkerOptions {
  readonly code: Code
  readonly bindings?: Readonly<Record<string, unknown>>
  /** A D1 database: bound as DB, kept below `folder`, which is one for all Workers of a process. */
  readonly database?: { readonly id: string; readonly folder: string }
}

/** A Worker that runs. */
export interface RunningWorker {
  /** Answers on this loopback port itself, without Miniflare's entry Worker, which costs three quarters. */
  readonly port: number
  /** The process id of its workerd. */
  readonly pid: number
  /** Where the inspector of its isolate is, in a lab that has them. */
  readonly inspector?: string
}

/** Workers that run in one process of workerd, so that whatever slows it slows all of them. */
export interface Lab<Name extends string> extends AsyncDisposable {
  readonly workers: Readonly<Record<Name, RunningWorker>>
  /** The database of one of them. */
  readonly database: (name: Name) => Promise<D1Database>
}

const DATE = '2026-10-15'

/** Starts workerd with these Workers; with inspectors only where they are needed, for whoever is looked at is slower. */
export async function startWorkers<Name extends string>(
  workers: Readonly<Record<Name, WorkerOptions>>,
  { inspect = false } = {},
): Promise<Lab<Name>> {
  const before = new Set(childrenOf(process.pid, 'workerd'))
  const names = Object.keys(workers) as Name[]
  const folder = names.map((name) => workers[name].database?.folder).find((one) => one !== undefined)
  const options = {
    workers: names.map((name) => toMiniflare(name, workers[name])),
    host: '127.0.0.1',
    port: 0,
    cf: false,
    ...(inspect && { inspectorPort: 0 }),
    telemetry: { enabled: false },
    ...(folder && { resourcePersistencePath: folder }),
  }
  const miniflare = new Miniflare(convertV4MiniflareOptions(options as never))
  await miniflare.ready
  const pid = childrenOf(process.pid, 'workerd').find((one) => !before.has(one))
  if (pid === undefined) throw new Error('No process of workerd was found')
  const inspectors = inspect && (await miniflare.getInspectorURL())
  const running = names.map(async (name) => {
    const { port } = await miniflare.unsafeGetDirectURL(name)
    const inspector = inspectors && { inspector: new URL(`/core:user:${name}`, inspectors).href }
    return [name, { port: Number(port), pid, ...inspector }] as const
  })
  return {
    workers: Object.fromEntries(await Promise.all(running)) as Record<Name, RunningWorker>,
    database: async (name) => (await miniflare.getD1Database('DB', name)) as unknown as D1Database,
    [Symbol.asyncDispose]: () => miniflare.dispose(),
  }
}

function toMiniflare(name: string, { code, bindings, database }: WorkerOptions) {
  const script =
    'file' in code
      ? { modules: true, scriptPath: code.file, modulesRoot: dirname(code.file) }
      : { modules: code.modules, modulesRoot: '/' }
  return {
    ...script,
    name,
    compatibilityDate: DATE,
    bindings: bindings ?? {},
    unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
    ...(database && { d1Databases: { DB: database.id } }),
  }
}

/** The variables of the site and which build it is, always the same one. */
export const SITE_BINDINGS = {
  SITE_URL: '',
  // As `npm start` sets it, without which nothing would be kept.
  LOCAL: '1',
  TAG_AUTHORITY: 'bench.example',
  VERSION: { id: 'bench0000000', tag: '', timestamp: '2022-09-20T00:00:00Z' },
} as const

/** A Worker that gives one constant answer and does nothing else. */
export function bareWorker(answer: {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | null
}): Code {
  const body = answer.body === null ? 'null' : 'body'
  const contents = `${answer.body === null ? '' : "import body from './body.bin'\n"}
    const headers = ${JSON.stringify(answer.headers)}
    export default { fetch: () => new Response(${body}, { status: ${answer.status}, headers }) }`
  const data =
    answer.body === null ? [] : [{ type: 'Data' as const, path: '/body.bin', contents: answer.body }]
  return { modules: [{ type: 'ESModule', path: '/bare.js', contents }, ...data] }
}
