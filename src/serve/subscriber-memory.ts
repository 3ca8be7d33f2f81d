import type { HostedReader } from '../http/hosted-reader.ts'
import type { Subscribed } from '../model/operation.ts'

export const DAY_MS = 86_400_000

/** How often an isolate writes what an agent says, in ms. */
const WRITE_EVERY_MS = 3_600_000

/** The most agents that an isolate remembers in a day, and feeds of each. */
const MOST_AGENTS = 200
const MOST_FEEDS = 200

interface Agent {
  /** When it was written the last time, in ms since the epoch. */
  written: number
  /** What it has said since, by channel and format. */
  feeds: Map<string, Omit<Subscribed, 'agent'>>
}

/** What readers on the web have said to this isolate today. */
export class SubscriberMemory {
  readonly #agents = new Map<string, Agent>()
  #day = 0

  /**
   * Takes note of what an agent says at `now`, in ms since the epoch, as it asks for a feed. Returns what is to be written
   * of it: at most once in an hour.
   */
  note(
    { agent: name, subscribers }: HostedReader,
    channel: string,
    format: string,
    now: number,
  ): readonly Omit<Subscribed, 'agent'>[] {
    const agent = this.#agentOf(name, now)
    const key = `${channel} ${format}`
    const known = agent.feeds.get(key)
    if (known ? known.subscribers < subscribers : agent.feeds.size < MOST_FEEDS) {
      agent.feeds.set(key, { channel, format, subscribers })
    }
    if (now - agent.written < WRITE_EVERY_MS) return []
    agent.written = now
    const due = [...agent.feeds.values()]
    agent.feeds = new Map()
    return due
  }

  #agentOf(name: string, now: number): Agent {
    const day = Math.floor(now / DAY_MS)
    if (day !== this.#day) this.#agents.clear()
    this.#day = day
    // One too many is not remembered, and what it says not written.
    const agent = this.#agents.get(name) ?? {
      written: this.#agents.size < MOST_AGENTS ? 0 : now,
      feeds: new Map(),
    }
    if (this.#agents.size < MOST_AGENTS) this.#agents.set(name, agent)
    return agent
  }
}
