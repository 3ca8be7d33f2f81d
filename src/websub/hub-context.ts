import type { Config, Env } from '../config.ts'
import type { DeliverMessage, TaskMessage } from '../model/subscription.ts'
import type { Database } from '../storage/database.ts'
import { type CallbackPolicy, hostOf } from './callback.ts'

type Sender<Message> = Pick<Queue<Message>, 'send' | 'sendBatch'>

/** What the runs of the hub work with. */
export interface Hub {
  readonly db: Database
  readonly env: Env
  readonly config: Config
  readonly tasks: Sender<TaskMessage>
  readonly deliveries: Sender<DeliverMessage>
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly random: () => number
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  /** How many connections a run may have at a time, and how many of them before it knows that they are slow. */
  readonly connections: number
  readonly atOnce: number
}

/** So many connections a Worker may have that wait for an answer. */
const CONNECTIONS = 6

/** Where there may be more, a callback that hangs keeps none waiting, and no host is asked by hundreds at once. */
const SHARE_AT_ONCE = 1 / 8

/** The hub of a deployment; `undefined` where it has no queues. */
export function hubOf(env: Env, config: Config): Hub | undefined {
  const { DB, HUB_TASKS: tasks, HUB_DELIVERIES: deliveries, HUB_CONNECTIONS } = env
  if (!tasks || !deliveries) return undefined
  const connections = Number(HUB_CONNECTIONS) || CONNECTIONS
  return {
    db: DB,
    env,
    config,
    tasks,
    deliveries,
    now: Date.now,
    random: Math.random,
    fetch: (url, init) => fetch(url, init),
    connections,
    atOnce: Math.max(CONNECTIONS, Math.floor(connections * SHARE_AT_ONCE)),
  }
}

/** Which callbacks may be asked for a topic, or for what is said of the site at a URL. */
export function policyOf({ config }: Pick<Hub, 'config'>, url: string): CallbackPolicy {
  const { siteUrl = url, hubAnywhere: anywhere } = config
  return { anywhere, ownHosts: [url, siteUrl].map(hostOf) }
}

/** By what the hub is known to callbacks. */
export function userAgentOf({ siteUrl }: Config): string {
  return siteUrl ? `Warta-WebSub/1.0 (+${siteUrl}/hub)` : 'Warta-WebSub/1.0'
}
