import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Whether PHP is here: on Debian, `apt-get install php-cli`. */
export const hasPhp = spawnSync('php', ['--version']).status === 0

/** Something that an editor or the clock does. */
export interface Step {
  readonly does: 'save' | 'delete' | 'cron'
  readonly id?: number
  /** Fields that change; those of WordPress, and `terms`. */
  readonly post?: Readonly<Record<string, unknown>>
  readonly meta?: Readonly<Record<string, string>>
}

/** What is so after that: what the editor is told, and what is to be tried again, when in seconds. */
export interface Stepped {
  readonly notice: string
  readonly cron: readonly {
    readonly in: number
    readonly hook: string
    readonly arguments: readonly unknown[]
  }[]
}

/** A blog with our plugin, see wordpress.php. */
export class Wordpress implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'warta-wordpress-'))
  readonly #token: string
  /** Where the plugin publishes. */
  origin: string

  constructor(origin: string, token: string) {
    this.origin = origin
    this.#token = token
  }

  step(step: Step): Stepped {
    const args = [
      join(import.meta.dirname, 'wordpress.php'),
      join(this.#folder, 'state.json'),
      JSON.stringify(step),
    ]
    const env = { ...process.env, WARTA_URL: this.origin, WARTA_TOKEN: this.#token }
    return JSON.parse(
      execFileSync('php', args, { env, stdio: ['ignore', 'pipe', 'ignore'] }).toString(),
    ) as Stepped
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
