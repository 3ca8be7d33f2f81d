import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Metafile, type Plugin } from 'esbuild'
import { unstable_readConfig } from 'wrangler'
import { writeEntityTable } from '../../src/cli/entity-table.ts'

/** Modules of ours as they are in the Worker's bundle, and what was bundled. */
export interface Bundled<Module> {
  readonly module: Module
  readonly metafile: Metafile
}

/** Bundles what a text of imports and exports names, with the [alias] of wrangler.toml as wrangler applies it. */
export async function bundled<Module>(contents: string): Promise<Bundled<Module>> {
  await writeEntityTable('dist/bundle')
  // Within the checkout, so that what is external is found.
  const folder = await mkdtemp(resolve('dist/bundled-'))
  try {
    const outfile = join(folder, 'module.mjs')
    const { metafile } = await build({
      stdin: { contents, resolveDir: resolve('.'), loader: 'ts' },
      outfile,
      bundle: true,
      format: 'esm',
      target: 'es2024',
      conditions: ['workerd', 'worker', 'browser'],
      metafile: true,
      plugins: [replacing(aliases())],
    })
    return { module: (await import(pathToFileURL(outfile).href)) as Module, metafile }
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** What wrangler.toml has in place of modules, by the names under which they are imported. */
export function aliases(): Readonly<Record<string, string>> {
  return unstable_readConfig({ config: 'wrangler.toml' }).alias ?? {}
}

function replacing(alias: Readonly<Record<string, string>>): Plugin {
  const { resolve: find } = createRequire(resolve('wrangler.toml'))
  return {
    name: 'alias',
    setup: (building) =>
      building.onResolve({ filter: /./ }, ({ path }) =>
        Object.hasOwn(alias, path) ? { path: find(alias[path] ?? '') } : undefined,
      ),
  }
}
