import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Reader, StoredItem } from './reader.ts'

/** Debian's own: another Python on the PATH does not see Debian's modules. */
const PYTHON = '/usr/bin/python3'
const SCRIPT = join(import.meta.dirname, 'feedparser_store.py')

/** The entries that feedparser made of a feed, by id, as the script beside this file keeps them. */
interface Store {
  readonly entries: Readonly<Record<string, Entry>>
}

interface Entry {
  readonly title?: string
  readonly authors?: readonly { readonly name?: string }[]
  readonly content?: readonly { readonly value: string }[]
  readonly summary?: string
}

/** feedparser, the Python library that many readers and scripts are built on. */
export const feedparser: Reader = {
  name: 'feedparser',
  packages: ['python3-feedparser'],
  limits: {},
  isInstalled: () =>
    promisify(execFile)(PYTHON, ['-c', 'import feedparser']).then(
      () => true,
      () => false,
    ),
  async subscribe(home, feed) {
    const path = home.path('store.json')
    const poll = async () => {
      await home.run(PYTHON, SCRIPT, feed, path)
    }
    await poll()
    return { poll, items: async () => feedparserItems(await readFile(path, 'utf8')) }
  },
}

/** The items in what the script has kept. */
export function feedparserItems(json: string): StoredItem[] {
  const { entries } = JSON.parse(json) as Store
  return Object.values(entries).map(({ title = '', authors = [], content = [], summary = '' }) => ({
    title,
    byline: authors.flatMap(({ name }) => name ?? []).join(', '),
    body: content[0]?.value ?? summary,
  }))
}
