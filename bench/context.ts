import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Bundle, bundleBench, bundleSite } from './lab/bundle.ts'
import type { Row } from './table.ts'

/** What every row is measured with. */
export class Context {
  /** A folder for this run alone. */
  readonly folder: string
  /** Small stores and short runs: to see that everything works, not for numbers to keep. */
  readonly quick: boolean
  /** How many articles the stores hold, smallest first. */
  readonly sizes: readonly number[]
  /** Tells what goes on. */
  readonly say: (text: string) => void
  readonly #bundles = new Map<string, Promise<Bundle>>()

  constructor({ folder, quick, sizes, say }: Pick<Context, 'folder' | 'quick' | 'sizes' | 'say'>) {
    this.folder = folder
    this.quick = quick
    this.sizes = sizes
    this.say = say
  }

  /** The Worker as it would be deployed. */
  site(): Promise<Bundle> {
    return this.#bundle('site', bundleSite)
  }

  /** A Worker of bench/workers. */
  worker(file: string): Promise<Bundle> {
    return this.#bundle(file, (folder) => bundleBench(folder, `bench/workers/${file}`))
  }

  #bundle(name: string, make: (folder: string) => Promise<Bundle>): Promise<Bundle> {
    let bundle = this.#bundles.get(name)
    if (!bundle) {
      const folder = join(this.folder, 'bundles', name)
      bundle = mkdir(folder, { recursive: true }).then(() => make(folder))
      this.#bundles.set(name, bundle)
    }
    return bundle
  }
}

/** What a file of bench/rows gives. */
export type Measure = (context: Context) => Promise<Row[]>
