import { DEMO_AUTHORITY } from './model/site.ts'
import type { DeliverMessage, TaskMessage } from './model/subscription.ts'

/** The limits of wrangler.toml (`[[ratelimits]]`). Where one is missing there is no limit. */
export interface RateLimits {
  /** Requests with a token that is none, by client. */
  readonly API_FAILURES?: RateLimit
  /** Requests of the API, by token. */
  readonly API_REQUESTS?: RateLimit
  /** Searches, filtered lists, later pages and unknown addresses, by client. */
  readonly COSTLY_REQUESTS?: RateLimit
  /** Requests at the hub, by client, and by the host of the callback. */
  readonly HUB_REQUESTS?: RateLimit
  readonly HUB_CALLBACKS?: RateLimit
}

/** The bindings and variables of wrangler.toml. */
export interface Env extends RateLimits {
  readonly DB: D1Database
  /** Static assets: images under /media/. */
  readonly ASSETS: Fetcher
  /** Feeds that are due. */
  readonly POLLS: Queue<{ readonly source: string }>
  /** Requests to the hub and topics that have changed; missing where there is no hub. */
  readonly HUB_TASKS?: Queue<TaskMessage>
  /** Subscriptions to be served. */
  readonly HUB_DELIVERIES?: Queue<DeliverMessage>
  /** Which deployment this is; missing where there is none, as in tests. */
  readonly VERSION?: WorkerVersionMetadata
  /** The origin of the deployed site, such as `https://news.example`; empty for the request's own. */
  readonly SITE_URL?: string
  /** The authority of minted tag: URIs (RFC 4151), a domain name. */
  readonly TAG_AUTHORITY?: string
  /** The secret with which `sync --remote` may have old copies taken out of the cache. */
  readonly PURGE_TOKEN?: string
  /** `1` where the site is served to this machine, see `isCacheable`. Set by `npm start`, and by nothing else. */
  readonly LOCAL?: string
  /** `json` for one line of fields in the log for each request and job. */
  readonly LOG?: string
  /** `1` lets feeds be polled on private hosts and other ports: for development only. */
  readonly POLL_ANYWHERE?: string
  /** `1` lets the hub ask callbacks on private hosts and other ports: for tests only. */
  readonly HUB_ANYWHERE?: string
  /** How many connections a delivery may have at a time; missing for as many as Cloudflare allows. */
  readonly HUB_CONNECTIONS?: string
}

/** What the program runs with: read once from the Env, checked, handed down. */
export interface Config {
  /** Scheme, host and port, no slash at the end; `undefined` for the request's own. */
  readonly siteUrl: string | undefined
  readonly authority: string
  /**
   * Whether caches may keep answers. Not where URLs take their origin from the request: caches in front of a Worker may
   * give what was made for one host to another one. On somebody's own machine there is no such cache.
   */
  readonly isCacheable: boolean
  /** Whether feeds on private hosts may be polled. */
  readonly pollAnywhere: boolean
  /** Whether the hub may ask callbacks on private hosts. */
  readonly hubAnywhere: boolean
  /** Whether each request and job has a line of JSON in the log. */
  readonly logsJson: boolean
  /** The deployed build: an id, and when it was deployed in whole seconds since the epoch. */
  readonly build: { readonly id: string; readonly deployed: number }
}

type Variables = Omit<Env, 'ASSETS' | 'POLLS' | 'HUB_TASKS' | 'HUB_DELIVERIES' | keyof RateLimits>

const known = new WeakMap<object, Config>()

/** The configuration of an Env. @throws Error where a variable is wrong: the deployment has to be mended. */
export function readConfig(env: Variables): Config {
  let config = known.get(env)
  if (!config) {
    config = parseConfig(env)
    known.set(env, config)
  }
  return config
}

function parseConfig(variables: Variables): Config {
  refuseMoved(variables)
  const { SITE_URL, TAG_AUTHORITY, LOCAL, LOG, POLL_ANYWHERE, HUB_ANYWHERE, VERSION } = variables
  const deployed = Date.parse(VERSION?.timestamp ?? '')
  return Object.freeze({
    siteUrl: SITE_URL ? originOf(SITE_URL) : undefined,
    authority: authorityOf(TAG_AUTHORITY || DEMO_AUTHORITY),
    isCacheable: Boolean(SITE_URL) || LOCAL === '1',
    pollAnywhere: POLL_ANYWHERE === '1',
    hubAnywhere: HUB_ANYWHERE === '1',
    logsJson: LOG === 'json',
    build: {
      id: (VERSION?.id ?? 'dev').replace(/[^A-Za-z0-9]/g, '').slice(0, 12),
      deployed: Number.isNaN(deployed) ? 0 : Math.floor(deployed / 1000),
    },
  })
}

function originOf(text: string): string {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search || url.username) {
    throw new Error(`SITE_URL is "${text}"; it has to be an origin such as https://news.example`)
  }
  return url.origin
}

/** Variables of former days, and what stands in content/site.yaml in their place. */
const MOVED = {
  SITE_NAME: 'name: Kabar Kita',
  SITE_LANGUAGE: 'languages: [id]',
  SITE_TIMEZONE: 'timezone: Asia/Jakarta',
} as const

function refuseMoved(variables: object): void {
  for (const [name, line] of Object.entries(MOVED)) {
    if (!(variables as Record<string, unknown>)[name]) continue
    throw new Error(
      `${name} is no variable any more; take it out of wrangler.toml and write it into content/site.yaml, such as "${line}"`,
    )
  }
}

function authorityOf(text: string): string {
  if (/^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(text)) return text.toLowerCase()
  throw new Error(`TAG_AUTHORITY is "${text}"; it has to be a domain name such as news.example`)
}
