import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import type { SyncFailure } from '../../src/ingest/content/sync.ts'
import { type Failed, formatFault } from '../../src/model/result.ts'
import type { MemoryContent } from '../support/memory-content.ts'
import { articleFile, contentOf, NOW, SOURCES, sync, trySync } from '../support/site.ts'
import { column, dumpTables, emptyTables } from '../support/tables.ts'

const FOLDER = 'content/articles/2022/09'

/** What a sync says is wrong, one line a fault; it must have changed nothing, in the database or in the files. */
async function faultsOf(content: MemoryContent): Promise<string[]> {
  const [before, files] = [await dumpTables(), new Map(content.files)]
  const outcome = await trySync(content, NOW + 60_000)
  expect(await dumpTables()).toEqual(before)
  expect(content.files).toEqual(files)
  const { failure } = outcome as Failed<SyncFailure>
  return failure.kind === 'faults' ? failure.faults.map(formatFault) : [failure.kind]
}

const satu = articleFile({ id: 'urn:x:1' })
const dua = articleFile({ id: 'urn:x:2' })

beforeEach(async () => {
  await emptyTables()
  await sync(contentOf({ satu, dua }))
})

describe('a sync of faulty files', () => {
  it('A sync of faulty files tells all their faults, and changes nothing', async () => {
    const content = contentOf({
      satu: satu.replace('Isi', 'Inti'),
      tiga: articleFile({ id: undefined }),
      empat: articleFile({ id: 'urn:x:4', title: undefined, colour: 'red', publisher: 'tass' }),
      lima: 'no front matter',
    })
    content.files.set('articles/2022/09/enam.md', Uint8Array.of(0x2d, 0xff))
    expect(await faultsOf(content)).toEqual([
      `${FOLDER}/empat.md:2: title: is missing; add it`,
      `${FOLDER}/empat.md:9: colour: is not a field that is known here; take it out or mend its name`,
      `${FOLDER}/empat.md:7: publisher: "tass" is no source of sources.yaml; add it there or mend the id`,
      `${FOLDER}/enam.md:1: has bytes that are not UTF-8; save the file as UTF-8`,
      `${FOLDER}/lima.md:1: has no front matter; begin the file with --- and end the fields with another ---`,
    ])
  })

  it('A sync works again as soon as its faulty files are mended', async () => {
    await faultsOf(contentOf({ satu, dua, tiga: articleFile({ id: 'urn:x:3', title: '' }) }))
    const mended = contentOf({ satu, dua, tiga: articleFile({ id: 'urn:x:3' }) })
    expect(await sync(mended)).toMatchObject({ kind: 'written', added: 1 })
  })

  it('A sync tells the faults of the registry and those of articles that have nothing to do with it', async () => {
    const content = contentOf({ satu, dua: articleFile({ id: 'urn:x:2', title: '' }) })
    content.files.set('sources.yaml', SOURCES.replace('id: reuters', 'id: Reuters!'))
    expect(await faultsOf(content)).toEqual([
      'content/sources.yaml:7: sources[1].id: is not a slug; use lower-case letters, digits and single hyphens',
      `${FOLDER}/dua.md:3: title: is empty; fill it in or leave the field out`,
    ])
  })

  it('A sync without its registry takes nothing for removed', async () => {
    const content = contentOf({ satu, dua })
    content.files.delete('sources.yaml')
    expect(await faultsOf(content)).toEqual([
      'content/sources.yaml:1: is missing; write it with at least one publisher under "sources:"',
    ])
  })

  it('A sync refuses a registry without a source that articles name', async () => {
    const content = contentOf({ satu, dua })
    content.files.set('sources.yaml', SOURCES.replace(/ {2}- id: reuters\n(?: {4}.*\n)*/, ''))
    const message = 'sources[0]: "reuters" is no source of sources.yaml; add it there or mend the id'
    expect(await faultsOf(content)).toEqual(
      ['dua', 'satu'].map((slug) => `${FOLDER}/${slug}.md:9: ${message}`),
    )
  })
})

describe('an id or a slug that is there twice', () => {
  const inId = (file: string) =>
    `id: is also the id of ${FOLDER}/${file}.md; take one of them out to have a new one minted`

  it('An id that two new files have is a fault of the later file', async () => {
    const same = articleFile({ id: 'urn:x:3' })
    expect(await faultsOf(contentOf({ satu, dua, a: same, b: same }))).toEqual([
      `${FOLDER}/b.md:2: ${inId('a')}`,
    ])
  })

  it('An id that a stored article has is a fault of a new file', async () => {
    expect(await faultsOf(contentOf({ satu, dua, a: satu }))).toEqual([`${FOLDER}/a.md:2: ${inId('satu')}`])
  })

  it('A slug that two files have is a fault, in whatever folder', async () => {
    const content = contentOf({ satu, dua })
    content.files.set('articles/2023/01/satu.md', articleFile({ id: 'urn:x:3' }))
    const message = `has the same name, and so the same slug, as ${FOLDER}/satu.md; rename one of them`
    expect(await faultsOf(content)).toEqual([`content/articles/2023/01/satu.md:1: ${message}`])
  })

  it('An id and a slug may be taken from a file that gave them up', async () => {
    const content = contentOf({ satu: dua, tiga: satu })
    expect(await sync(content)).toMatchObject({ kind: 'written', added: 0, changed: 2, removed: 0 })
  })
})

describe('articles that came in another way', () => {
  const WIRE = `
    INSERT INTO articles (id, slug, origin, published, updated, revision, size, listed, data, body)
    VALUES ('urn:wire:1', 'kabar', 'wire', 1, 1, 1, 0, 1, '{}', '')`
  const wireRow = () => env.DB.prepare("SELECT * FROM articles WHERE origin = 'wire'").first()

  beforeEach(async () => {
    await env.DB.prepare(WIRE).run()
  })

  it('Articles that came in another way are not touched, whatever is written and removed', async () => {
    const before = await wireRow()
    expect(await sync(contentOf({ tiga: articleFile() }))).toMatchObject({
      added: 1,
      removed: 2,
      articles: 1,
    })
    await sync(contentOf({}))
    expect(await column('SELECT id FROM articles')).toEqual(['urn:wire:1'])
    expect(await wireRow()).toEqual(before)
  })

  it('Articles that came in another way keep their id and their slug: a file that takes one is at fault', async () => {
    const content = contentOf({
      satu,
      dua,
      kabar: articleFile({ id: 'urn:x:3' }),
      lain: articleFile({ id: 'urn:wire:1' }),
    })
    expect(await faultsOf(content)).toEqual([
      `${FOLDER}/kabar.md:1: has the slug of an article that came in another way; rename the file`,
      `${FOLDER}/lain.md:2: id: is the id of an article that came in another way; take it out to have a new one minted`,
    ])
  })

  it('Articles that came in another way keep their update time: a file with the same one gets the next', async () => {
    const time = '2022-09-22T00:00:00Z'
    await env.DB.prepare("UPDATE articles SET updated = ?1 WHERE origin = 'wire'")
      .bind(Date.parse(time))
      .run()
    await sync(contentOf({ tiga: articleFile({ updated: time }) }))
    expect(await column("SELECT updated FROM articles WHERE origin = 'content'")).toEqual([
      Date.parse(time) + 1,
    ])
  })
})
