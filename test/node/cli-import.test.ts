import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jpegWithIim, plainPicture } from '../support/picture.ts'

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

  it('import takes away what an import that was killed has left behind, and a dry run does not', async () => {
    const left = join(out, `articles/2023/07/.one-only.md.${spawnSync(process.execPath, ['-v']).pid}.tmp`)
    writeFileSync(left, 'title: On')
    await importing('--dry-run', join(folder, 'page.txt'))
    expect(existsSync(left)).toBe(true)
    await importing(join(folder, 'page.txt'))
    expect(existsSync(left)).toBe(false)
  })

  it('import makes two files of two stories of one title and month, and knows each of them again', async () => {
    const day = (n: number, text: string) =>
      `<item><title>Cuaca hari ini</title><pubDate>0${n} Jul 2023 06:00:00 +0700</pubDate><description>${text}</description></item>`
    const feed = (...items: string[]) =>
      `<rss version="2.0"><channel><title>Kabar</title><language>id</language>${items.join('')}</channel></rss>`
    const file = join(folder, 'cuaca.xml')
    writeFileSync(file, feed(day(1, 'Cerah.'), day(2, 'Hujan.')))
    const first = await importing(file)
    const [one, two] = ['cuaca-hari-ini.md', 'cuaca-hari-ini-2.md'].map((name) => `articles/2023/07/${name}`)
    expect(first.stdout).toContain(`${one}: Cuaca hari ini`)
    expect(first.stdout).toContain(`${two}: Cuaca hari ini`)
    const read = (path = '') => readFileSync(join(out, path), 'utf8')
    const idOf = (path = '') => /^id: (.*)$/m.exec(read(path))?.[1]
    expect([read(one), read(two)]).toEqual([
      expect.stringContaining('Cerah.'),
      expect.stringContaining('Hujan.'),
    ])
    const ids = [idOf(one), idOf(two)]
    expect(new Set(ids).size).toBe(2)

    const again = await importing(file)
    expect(again.stdout).toContain(`${one} is there already and was kept`)
    expect(again.stdout).toContain(`${two} is there already and was kept`)
    expect(again.stdout).toContain('0 articles imported, 0 failures.')

    writeFileSync(file, feed(day(2, 'Hujan lebat.'), day(3, 'Kabut.')))
    await importing('--force', file)
    expect([read(one), read(two), read('articles/2023/07/cuaca-hari-ini-3.md')]).toEqual([
      expect.stringContaining('Cerah.'),
      expect.stringContaining('Hujan lebat.'),
      expect.stringContaining('Kabut.'),
    ])
    expect([idOf(one), idOf(two)]).toEqual(ids)
    const checked = await runNode('src/cli/check.ts', ['--content', out])
    expect(checked.code).toBe(0)
  })

  it('import names both files of two stories of one title in a dry run too', async () => {
    const item = (n: number) =>
      `<item><guid isPermaLink="false">urn:banjir:${n}</guid><title>Banjir</title><pubDate>01 Jul 2023 06:00:00 +0700</pubDate></item>`
    const text = `<rss version="2.0"><channel><title>Kabar</title>${item(1)}${item(2)}</channel></rss>`
    const { stdout } = await runNode('src/cli/import.ts', ['--out', out, '--dry-run', '-'], text)
    expect(stdout).toContain('articles/2023/07/banjir.md: Banjir')
    expect(stdout).toContain('articles/2023/07/banjir-2.md: Banjir')
  })

  it('import asks for a private URL that was typed, and for none that a public one could lead to', async () => {
    const server = createServer((request, response) => {
      if (request.url === '/feed') response.end(ATOM)
      else response.writeHead(302, { Location: request.url === '/a' ? '/feed' : 'ftp://feed.example/' }).end()
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const origin = `http://localhost:${(server.address() as AddressInfo).port}`
    const { stdout, stderr } = await importing('--dry-run', '--force', `${origin}/a`, `${origin}/b`)
    server.close()
    expect(stdout).toContain('articles/2023/07/one-only.md: One & only')
    expect(stderr).toContain(`${origin}/b: ftp://feed.example/ is no http or https URL.`)
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
    expect(stderr).toMatch(/nothing\.txt is not there/)
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

  it('import puts a picture beside its story, with what its file says, and check reads both', async () => {
    const photo = join(folder, 'Panen Raya.JPG')
    writeFileSync(
      photo,
      await jpegWithIim([
        [80, 'Sari Melati'],
        [110, 'Antara'],
        [120, 'Panen "raya" <b>'],
      ]),
    )
    const room = join(folder, 'pictured')
    const { code, stdout } = await runNode('src/cli/import.ts', [
      '--out',
      room,
      photo,
      join(folder, 'page.txt'),
    ])
    expect(code).toBe(0)
    expect(stdout).toContain(
      'takes credit "Sari Melati/Antara" and caption "Panen "raya" <b>" from Panen Raya.JPG',
    )
    const [name = ''] = readdirSync(join(room, 'articles/2023/07/media'))
    expect(name).toMatch(/^panen-raya\.[\da-f]{8}\.jpg$/)
    expect(readFileSync(join(room, 'articles/2023/07/media', name))).toEqual(readFileSync(photo))
    const checked = await runNode('src/cli/check.ts', ['--content', room])
    expect(checked).toMatchObject({ code: 0, stdout: expect.stringContaining('1 article in') })
  })

  it('import says what to do with a picture that no story came with, whatever its name', async () => {
    const nameless = join(folder, 'picture')
    writeFileSync(nameless, await plainPicture().webp().toBuffer())
    writeFileSync(join(folder, 'alone.png'), await plainPicture().png().toBuffer())
    const { code, stderr } = await importing(
      '--dry-run',
      nameless,
      join(folder, 'alone.png'),
      join(folder, 'x.txt'),
    )
    expect(code).toBe(1)
    expect(stderr).toMatch(/alone\.png: It is a picture and belongs to a story/)
    expect(stderr).toMatch(/picture: It is a picture and belongs to a story/)
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
