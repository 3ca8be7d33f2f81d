import { type Server, until, type Workspace } from '../support/commands.ts'

const FILE = 'articles/2022/09/rusia-china-sepakat-perluas-hubungan-keamanan.md'
const SERVED_MS = 15_000

/** The article that is looked at closely: who has to be named with it, and where its page is. */
export const EXAMPLE = {
  page: '/articles/rusia-china-sepakat-perluas-hubungan-keamanan',
  title: 'Rusia dan China Sepakat Perluas Hubungan Keamanan',
  reporter: 'Lintar Satria',
} as const

/** What is new in a corrected version: its title starts with the mark, its text with the sentence. */
export interface Correction {
  readonly mark: string
  readonly sentence: string
}

/** Edits the example's file as a newsroom does. */
export class Corrections {
  readonly #workspace: Workspace
  readonly #server: Server
  readonly #original: string
  #count = 0

  constructor(workspace: Workspace, server: Server) {
    this.#workspace = workspace
    this.#server = server
    this.#original = workspace.read(FILE)
  }

  /** Puts a correction into title and text with a newer `updated`, and waits until it is served. */
  async next(): Promise<Correction> {
    const number = ++this.#count
    const mark = `Ralat ${number}:`
    const correction = { mark, sentence: `Kalimat kedua dibetulkan ${number} kali.` }
    this.#workspace.write(FILE, corrected(this.#original, correction, number))
    const isServed = async () => (await this.#server.text('/rss.xml')).includes(mark)
    await until(isServed, SERVED_MS, () => `"${mark}" is not served: ${this.#server.err}`)
    return correction
  }
}

/** The text of an article file with a correction put in, `updated` so many minutes after 7:00 of the next day. */
export function corrected(text: string, { mark, sentence }: Correction, minutes: number): string {
  const updated = new Date(Date.UTC(2022, 8, 21, 7, minutes)).toISOString().replace('.000Z', '+07:00')
  return text
    .replace(/^title: "?/m, `$&${mark} `)
    .replace(/^title: ([^"].*: .*)$/m, 'title: "$1"')
    .replace(/^updated: .*\n/m, '')
    .replace(/^published: .*\n/m, `$&updated: ${updated}\n`)
    .replace(/\n---\n/, `\n---\n${sentence}\n\n`)
}
