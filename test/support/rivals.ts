import { column } from './tables.ts'
import { item, newsOf, rss, syncPolled, Upstream } from './upstream.ts'

const DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'

// What a poll of one item comes to.
export const ADDED = { added: 1, changed: 0 }
export const CHANGED = { added: 0, changed: 1 }
export const NOTHING = { added: 0, changed: 0 }

/** A source of a test: what its entry of the registry has beside id, name, feed and poll, as YAML. */
export type Sources = Readonly<Record<string, string>>

/** What an item of a test says. Its guid is `id`; the title is that of its source and id, unless it is given. */
export interface Said {
  readonly id: string
  readonly title?: string
  readonly body?: string
  readonly link?: string
  readonly creator?: string
  readonly publisher?: string
}

/** Sources that are polled, and that claim each other's stories. */
export class Rivals {
  readonly upstream = new Upstream()

  /** Syncs the registry with these sources, which all are polled, and articles by slug. */
  async sync(sources: Sources, articles: Parameters<typeof syncPolled>[0] = {}): Promise<void> {
    const lines = Object.entries(sources).map(
      ([id, more]) =>
        `  - { id: ${id}, name: ${nameOf(id)}, feed: "${feedOf(id)}", poll: true${more && `, ${more}`} }`,
    )
    const registry = `sources:\n  - { id: republika, name: Republika }\n  - { id: reuters, name: Reuters }\n${lines.join('\n')}\n`
    await syncPolled(articles, registry)
  }

  /** Polls a source a minute later, with these items in its feed. */
  async poll(source: string, ...items: Said[]): Promise<unknown> {
    this.upstream.now += 60_000
    this.upstream.serve(feedOf(source), rss(nameOf(source), ...items.map((said) => itemOf(source, said))))
    const news = newsOf(await this.upstream.poll(source))
    return news?.kind === 'written' ? { added: news.added, changed: news.changed } : news
  }
}

/** Where the feed of a source is: on a host of its own. */
export function feedOf(source: string): string {
  return `https://${source}.example/rss`
}

function nameOf(source: string): string {
  return `Kantor ${source}`
}

function itemOf(source: string, { id, title, body, link, creator, publisher }: Said): string {
  const more = [
    link && `<link>${link}</link>`,
    creator && `<dc:creator ${DC}>${creator}</dc:creator>`,
    publisher && `<dc:publisher ${DC}>${publisher}</dc:publisher>`,
  ]
  return item(id, title ?? `${source} ${id}`, body ?? `Isi ${source} ${id}.`, more.filter(Boolean).join(''))
}

/** Every article in the order of its arrival: its origin, and its title. */
export async function stored(): Promise<string[]> {
  return column(
    "SELECT replace(origin, 'poll:', '') || ': ' || (data ->> '$.title') FROM articles ORDER BY key",
  )
}
