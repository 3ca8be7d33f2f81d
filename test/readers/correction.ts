import { type Server, until, type Workspace } from '../support/commands.ts'

const FILE = 'articles/2022/09/rusia-china-sepakat-perluas-hubungan-keamanan.md'
const SERVED_MS = 15_000

/** The article that is looked at closely: who has to be named with it, and where its page is. */
export const EXAMPLE = {
  page: '/articles/rusia-china-sepakat-perluas-hubungan-keamanan',
  title: 'Rusia dan China Sepakat Perluas Hubungan Keamanan',
  reporter: 'Lintar Satria',
} as const

/** Edits the example's file as a newsroom does, and tells the mark by which the new version is known. */
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
  async next(): Promise<string> {
    const number = ++this.#count
    const mark = `Ralat ${number}:`
    this.#workspace.write(FILE, corrected(this.#original, mark, number))
    const isServed = async () => (await this.#server.text('/rss.xml')).includes(mark)
    await until(isServed, SERVED_MS, () => `"${mark}" is not served: ${this.#server.err}`)
    return mark
  }
}

/** The text of an article file with a mark before its title and its text, updated a day and so many minutes on. */
export function corrected(text: string, mark: string, minutes: number): string {
  const updated = new Date(Date.UTC(2022, 8, 21, 7, minutes)).toISOString().replace('.000Z', '+07:00')
  return text
    .replace(/^title: "?/m, `$&${mark} `)
    .replace(/^title: ([^"].*: .*)$/m, 'title: "$1"')
    .replace(/^updated: .*\n/m, '')
    .replace(/^published: .*\n/m, `$&updated: ${updated}\n`)
    .replace(/\n---\n/, `\n---\n${mark} kalimat kedua dibetulkan.\n\n`)
}
