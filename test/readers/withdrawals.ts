import { FORMATS } from '../../src/formats/index.ts'
import { article, run, Server, until, Workspace } from '../support/commands.ts'
import type { Reader, StoredItem } from './reader.ts'
import { ReaderHome } from './reader-home.ts'
import { READERS } from './readers.ts'

// `node test/readers/withdrawals.ts [NAME]`: what installed feed readers show of an article that is corrected, and of one
// that is killed, in each format. It only tells; what a reader should do, nobody has written down.
const [only = ''] = process.argv.slice(2)
const print = (line: string) => process.stdout.write(`${line}\n`)

const FOLDER = 'articles/2022/09'
const fileOf = (title: string, minute: number, fields = '') =>
  article(title, fields, `Isi lama ${title}.`).replace('12:32', `12:${minute}`)
const CORRECTION = `corrections:\n  - { at: 2022-09-21T08:00:00+07:00, text: Nama menteri salah. }\n`

for (const reader of READERS.filter(({ name }) => name.toLowerCase().startsWith(only.toLowerCase()))) {
  if (!(await reader.isInstalled())) print(`${reader.name} is not installed`)
  else await follow(reader)
}

/** Lets a reader subscribe to each format, then corrects one article and kills another, and lets it poll again. */
async function follow(reader: Reader): Promise<void> {
  using workspace = new Workspace()
  const write = (correction = '') => {
    workspace.write(`${FOLDER}/tetap.md`, fileOf('Tetap', 30, 'id: urn:x:tetap\n'))
    workspace.write(`${FOLDER}/ralat.md`, fileOf('Keliru', 31, `id: urn:x:ralat\n${correction}`))
    workspace.write(`${FOLDER}/salah.md`, fileOf('Fitnah', 32, 'id: urn:x:salah\ntags: [gelap]\n'))
  }
  write()
  const server = await Server.start(workspace, 120_000)
  try {
    await using homes = new AsyncDisposableStack()
    const followed = []
    for (const [format, { file }] of Object.entries(FORMATS)) {
      const home = homes.use(new ReaderHome())
      const subscription = await reader.subscribe(home, `${server.origin}/${file}`)
      followed.push({ format, subscription, before: await subscription.items() })
    }
    write(CORRECTION)
    await until(
      async () => (await server.text('/rss.xml')).includes('Ralat'),
      20_000,
      () => 'It was not corrected',
    )
    const reason = ['--reason', 'Salah orang.', '--by', 'Redaksi', '--yes']
    const killed = await run('kill', workspace, 'salah', ...reason)
    if (killed.code !== 0) throw new Error(killed.err)
    await until(
      async () => !(await server.text('/rss.xml')).includes('Fitnah'),
      20_000,
      () => 'It was not killed',
    )
    for (const { format, subscription, before } of followed) {
      // Twice: some keep what the first fetch brought for the next.
      for (let poll = 0; poll < 2; poll++) await subscription.poll()
      print(`${reader.name}, ${format}: ${before.length} items before`)
      for (const item of await subscription.items()) print(`  ${shown(item)}`)
    }
  } finally {
    server.signal('SIGKILL')
  }
}

function shown({ title, byline, body }: StoredItem): string {
  const text = body
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return `"${title}" by "${byline}": ${text.slice(0, 150)}`
}
