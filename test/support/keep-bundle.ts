import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleCode } from '../../src/cli/bundle.ts'
import { keptBundle } from '../../src/cli/kept-bundle.ts'

/** Makes the bundle that all servers of these tests take, so that no two of them make it at the same time. */
export async function setup(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'warta-bundle-'))
  await keptBundle(folder, bundleCode)
  await rm(folder, { recursive: true })
}
