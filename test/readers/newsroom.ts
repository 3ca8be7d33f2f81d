import { type Server, until, type Workspace } from '../support/commands.ts'

const FOLDER = 'articles/2022/09'
const SLUG = 'rusia-china-sepakat-perluas-hubungan-keamanan'
const FILE = `${FOLDER}/${SLUG}.md`
const SERVED_MS = 15_000

/** The article that is looked at closely: what names it, who has to be named with it, where its page is. */
export const EXAMPLE = {
  page: `/articles/${SLUG}`,
  title: 'Rusia dan China Sepakat Perluas Hubungan Keamanan',
  reporter: 'Lintar Satria',
} as const

/** What one edition changes. */
export interface Edition {
  /** Now before the example's title. */
  readonly mark: string
  /** Now before its text. */
  readonly sentence: string
  /** The title of an article that is new. */
  readonly news: string
}

/**
 * Has the example published after all other articles of a workspace: it would else stand in no feed where there are
 * more than a feed lists.
 */
export function putExampleFirst(workspace: Workspace): void {
  const published = workspace.read(FILE).replace(/^published: .*$/m, 'published: 2026-01-02T12:32:00+07:00')
  workspace.write(FILE, published.replace(/^updated: .*\n/m, ''))
}

/** Edits the content while the server runs: each edition corrects the example and adds an article. */
export class Newsroom {
  readonly #workspace: Workspace
  readonly #server: Server
  readonly #original: string
  #editions = 0

  constructor(workspace: Workspace, server: Server) {
    this.#workspace = workspace
    this.#server = server
    this.#original = workspace.read(FILE)
  }

  /** How many articles were added so far. */
  get added(): number {
    return this.#editions
  }

  /** Writes the next edition and waits until it is served. */
  async publish(): Promise<Edition> {
    const number = ++this.#editions
    const edition = {
      mark: `Ralat ${number}:`,
      sentence: `Kalimat kedua dibetulkan ${number} kali.`,
      news: `Berita susulan ${number}.`,
    }
    this.#workspace.write(FILE, corrected(this.#original, edition, number))
    this.#workspace.write(`${FOLDER}/susulan-${number}.md`, followUp(this.#original, edition))
    await until(
      () => this.#serves(edition),
      SERVED_MS,
      () => `"${edition.mark}" is not served: ${this.#server.err}`,
    )
    return edition
  }

  async #serves({ mark, news }: Edition): Promise<boolean> {
    const feed = await this.#server.text('/rss.xml')
    return feed.includes(mark) && feed.includes(news)
  }
}

/** The text of an article file with a correction put in, `updated` so many minutes after 7:00 of 3 January 2026. */
export function corrected(text: string, { mark, sentence }: Edition, minutes: number): string {
  const updated = new Date(Date.UTC(2026, 0, 3, 7, minutes)).toISOString().replace('.000Z', '+07:00')
  return text
    .replace(/^title: .*$/m, `title: "${mark} ${EXAMPLE.title}"`)
    .replace(/^updated: .*\n/m, '')
    .replace(/^published: .*\n/m, `$&updated: ${updated}\n`)
    .replace(/\n---\n/, `\n---\n${sentence}\n\n`)
}

// With the same people and sources, and an id of its own.
function followUp(text: string, { news }: Edition): string {
  return text.replace(/^id: .*\n/m, '').replace(/^title: .*$/m, `title: "${news}"`)
}
