import { readFile } from 'node:fs/promises'
import { haveProgram } from './installed.ts'
import type { Reader, StoredItem } from './reader.ts'

/** sfeed, a parser and a shell script that collects items as tab-separated values. sfeed_web finds feeds. */
export const sfeed: Reader = {
  name: 'sfeed',
  packages: ['sfeed', 'curl'],
  limits: { conditional: 'sfeed_update keeps no ETag or date, so it fetches the whole feed each time.' },
  isInstalled: () => haveProgram('sfeed', 'sfeed_update', 'sfeed_web', 'curl'),
  async discover(home, page) {
    // As its manual says to do it.
    const { out } = await home.run('sh', '-c', 'curl -fsS "$0" | sfeed_web "$0"', page)
    return { feeds: out.split('\n').flatMap((line) => line.split('\t')[0] || []) }
  },
  async subscribe(home, feed) {
    const folder = home.path('feeds')
    const config = home.write('sfeedrc', `sfeedpath="${folder}"\nfeeds() {\n\tfeed "warta" "${feed}"\n}\n`)
    const poll = async () => {
      await home.run('sfeed_update', config)
    }
    await poll()
    return { poll, items: async () => sfeedItems(await readFile(`${folder}/warta`, 'utf8')) }
  },
}

/** The items in the tab-separated values of sfeed(5). */
export function sfeedItems(text: string): StoredItem[] {
  const lines = text.split('\n').filter((line) => line !== '')
  return lines.map((line) => {
    const [, title = '', , content = '', , , author = ''] = line.split('\t')
    return { title, byline: author, body: unescaped(content) }
  })
}

function unescaped(content: string): string {
  const meant: Record<string, string> = { n: '\n', t: '\t', '\\': '\\' }
  return content.replace(/\\([nt\\])/g, (_, sign: string) => meant[sign] ?? '')
}
