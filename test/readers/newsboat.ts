import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { haveProgram } from './installed.ts'
import type { Reader, StoredItem } from './reader.ts'

/** newsboat, a reader for the terminal. It stores items in SQLite. */
export const newsboat: Reader = {
  name: 'newsboat',
  packages: ['newsboat'],
  limits: {},
  isInstalled: () => haveProgram('newsboat'),
  async subscribe(home, feed) {
    const urls = home.write('urls', `${feed}\n`)
    const config = home.write('config', 'reload-threads 1\n')
    const cache = home.path('cache.db')
    const poll = async () => {
      await home.run('newsboat', '-u', urls, '-C', config, '-c', cache, '-x', 'reload')
    }
    await poll()
    return { poll, items: async () => newsboatItems(cache) }
  },
}

/** The items in a cache.db of newsboat. */
export function newsboatItems(path: string): StoredItem[] {
  if (!existsSync(path)) return []
  using db = new DatabaseSync(path, { readOnly: true })
  const rows = db.prepare('SELECT title, author, content FROM rss_item WHERE deleted = 0').all()
  return rows.map(({ title, author, content }) => ({
    title: String(title),
    byline: String(author),
    body: String(content),
  }))
}
