import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')

// A page in Republika's layout; everything in it is made up.
const PAGE = `Rabu 5 Jul 2023 08:07 WIB

Nelayan Teluk Biru Panen Rumput Laut

Hasil panen naik dua kali lipat.

Rep: Sari Melati/ Red: Budi Cemara
REPUBLIKA.CO.ID, TELUK BIRU -- Panen raya dimulai *pagi* ini & <besok>.

“Kami senang," kata seorang nelayan.

sumber : Antara
`

const ATOM = `<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><id>tag:feed.example,2023:feed</id>
<title>Example Wire</title><updated>2023-07-05T08:07:00Z</updated>
<link rel="alternate" href="https://feed.example/"/>
<entry><id>tag:feed.example,2023:one</id><title>One &amp; only</title><updated>2023-07-05T08:07:00Z</updated>
<author><name>Jo Doe</name></author><link rel="alternate" href="https://feed.example/one"/>
<content type="html">&lt;p&gt;A &lt;a href="two"&gt;link&lt;/a&gt;.&lt;script&gt;x&lt;/script&gt;&lt;/p&gt;</content></entry>
</feed>`

let folder: string
let out: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'warta-import-'))
  out = join(folder, 'content')
  writeFileSync(join(folder, 'page.txt'), PAGE)
  writeFileSync(join(folder, 'feed.dat'), ATOM)
  writeFileSync(join(folder, 'shopping.txt'), 'eggs, milk')
})

afterAll(() => rmSync(folder, { recursive: true }))

async function runNode(script: string, args: readonly string[], input = '') {
  const path = `${join(ROOT, 'node_modules/.bin')}:${process.env.PATH}`
  const env = { ...process.env, PATH: path, NODE_OPTIONS: '' }
  const child = spawn(process.execPath, [script, ...args], { cwd: ROOT, env })
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  child.stdin.end(input)
  const [code] = await once(child, 'close')
  return { code, stdout, stderr }
}

const importing = (...args: string[]) => runNode('src/cli/import.ts', ['--out', out, ...args])
const PAGE_FILE = 'articles/2023/07/nelayan-teluk-biru-panen-rumput-laut.md'

describe('import', () => {
  it('npm run import writes nothing with --dry-run', async () => {
    const { code, stdout } = await importing('--dry-run', join(folder, 'page.txt'))
    expect(code).toBe(0)
    expect(stdout).toContain(PAGE_FILE)
    expect(existsSync(out)).toBe(false)
  })

  it('import writes an article for each format, told by its content, and the sources that are new', async () => {
    const { code, stdout, stderr } = await importing(join(folder, 'page.txt'), join(folder, 'feed.dat'))
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('new source in sources.yaml: antara (Antara)')
    expect(stdout).toContain('2 articles imported, 0 failures.')
    const file = readFileSync(join(out, PAGE_FILE), 'utf8')
    expect(file).toContain('title: Nelayan Teluk Biru Panen Rumput Laut')
    expect(file).toContain('“Kami senang," kata seorang nelayan.')
    expect(readFileSync(join(out, 'articles/2023/07/one-only.md'), 'utf8')).toContain(
      'A [link](https://feed.example/two).',
    )
    expect(readdirSync(join(out, 'articles/2023/07'))).toHaveLength(2)
  })

  it('import writes what check finds no fault in', async () => {
    const { code, stdout } = await runNode('src/cli/check.ts', ['--content', out])
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('2 articles in') })
  })

  it('import keeps what is there already, and overwrites it with --force', async () => {
    writeFileSync(join(out, PAGE_FILE), `${readFileSync(join(out, PAGE_FILE), 'utf8')}\nMilik editor.\n`)
    const kept = await importing(join(folder, 'page.txt'))
    expect(kept.stdout).toContain(`${PAGE_FILE} is there already and was kept`)
    expect(readFileSync(join(out, PAGE_FILE), 'utf8')).toContain('Milik editor.')
    expect((await importing('--force', join(folder, 'page.txt'))).code).toBe(0)
    expect(readFileSync(join(out, PAGE_FILE), 'utf8')).not.toContain('Milik editor.')
  })

  it('import tells what a document is missing, takes the others, and exits 1', async () => {
    const { code, stdout, stderr } = await importing(
      '--force',
      join(folder, 'shopping.txt'),
      join(folder, 'nothing.txt'),
      join(folder, 'feed.dat'),
    )
    expect(code).toBe(1)
    expect(stderr).toMatch(/shopping\.txt: It is of no format that is known here/)
    expect(stderr).toMatch(/nothing\.txt: ENOENT/)
    expect(stdout).toContain('1 article imported, 2 failures.')
  })

  it('import takes language and zone of a feed that says neither from its source in the registry, or guesses and tells', async () => {
    const rss = (
      title: string,
    ) => `<rss version="2.0"><channel><title>${title}</title><item><title>The house of the people</title>
<pubDate>20 Sep 2022 12:32:00</pubDate><description>It was built on a hill by the river.</description></item></channel></rss>`
    const registry =
      'sources:\n  - { id: courier, name: The Courier, language: en-GB, timezone: Europe/London }\n'
    const known = join(folder, 'known')
    mkdirSync(known)
    writeFileSync(join(known, 'sources.yaml'), registry)
    const imported = await Promise.all(
      ['The Courier', 'Somebody'].map((title) =>
        runNode('src/cli/import.ts', ['--out', known, '--json', '-'], rss(title)),
      ),
    )
    const [courier, somebody] = imported.map(({ stdout }) => JSON.parse(stdout)[0])
    expect(courier).toMatchObject({ language: 'en-GB', published: '2022-09-20T12:32:00+01:00' })
    expect(somebody).toMatchObject({ language: 'en', published: '2022-09-20T12:32:00+00:00' })
    expect(imported[0]?.stderr).not.toContain('guessed')
    expect(imported[1]?.stderr).toContain('guessed: The language was not given and was taken to be English.')
  })

  it('import prints articles as JSON, the body as Markdown, from standard input', async () => {
    const { code, stdout } = await runNode('src/cli/import.ts', ['--out', out, '--json', '-'], PAGE)
    expect(code).toBe(0)
    const [article] = JSON.parse(stdout) as Record<string, unknown>[]
    expect(article).toMatchObject({
      title: 'Nelayan Teluk Biru Panen Rumput Laut',
      published: '2023-07-05T08:07:00+07:00',
      publisher: 'republika',
      sources: ['antara'],
      body: 'Panen raya dimulai \\*pagi\\* ini & \\<besok>.\n\n“Kami senang," kata seorang nelayan.',
    })
  })
})
