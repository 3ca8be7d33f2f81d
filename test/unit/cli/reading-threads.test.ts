import { mkdirSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ContentFolder } from '../../../src/cli/content-folder.ts'
import { MediaFolder } from '../../../src/cli/media-folder.ts'
import { readInThreads } from '../../../src/cli/reading-threads.ts'
import type { AskedFile, FileReading } from '../../../src/ingest/content/file-reading.ts'
import { readOneByOne } from '../../../src/ingest/content/read-file.ts'
import { readContent, readSourcesFile } from '../../../src/ingest/content/read-files.ts'
import { articleFile, NOW, SOURCES } from '../../support/example-content.ts'
import { png } from '../../support/png.ts'

const root = mkdtempSync(join(tmpdir(), 'warta-threads-'))
const ARTICLES = 200

/** Every tenth file is at fault, every seventh shows a picture, every third has corrections and credits. */
function fileOf(n: number): string {
  const id = `tag:warta.example,2022-09-20:berita-${n}`
  const published = '2022-09-20T12:32:00+07:00'
  const corrections = n % 3 === 0 ? [{ at: '2022-09-21T08:00:00+07:00', text: `Ralat ${n}` }] : undefined
  const sources = n % 10 === 0 ? ['tak-ada'] : ['reuters']
  const image = n % 7 === 0 ? { file: 'media/foto.png', alt: 'Foto', credit: 'Foto/Republika' } : undefined
  const body = `Isi “berita” ${n}. ![Peta](media/foto.png)\n\n<form>Daftar</form>\n`
  return articleFile({ id, published, corrections, sources, image }, n % 5 === 0 ? body : `Isi ${n}.`)
}

beforeAll(() => {
  mkdirSync(join(root, 'articles/media'), { recursive: true })
  writeFileSync(join(root, 'sources.yaml'), SOURCES)
  writeFileSync(join(root, 'articles/media/foto.png'), png(600, 400))
  for (let n = 0; n < ARTICLES; n++) writeFileSync(join(root, `articles/berita-${n}.md`), fileOf(n))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** A folder that takes its time, so that other threads come to read most of it. */
class SlowFolder extends ContentFolder {
  reads = 0
  constructor() {
    super(root)
    const { readArticle } = this
    this.readArticle = async (path) => {
      this.reads++
      await setTimeout(20)
      return readArticle(path)
    }
  }
}

async function inThreads(content: ContentFolder, files: readonly AskedFile[]): Promise<FileReading[]> {
  const images = new Map([['articles', ['articles/media/foto.png']]])
  const media = new MediaFolder(root)
  media.find('articles/media/foto.png')
  const context = { registry: await registryOf(content), now: NOW }
  return gathered(readInThreads(content, { root, images, media: media.known }, files, context))
}

async function registryOf(content: ContentFolder) {
  const sources = await readSourcesFile(content)
  if (!sources.ok) throw new Error(JSON.stringify(sources.failure))
  return sources.value
}

async function gathered(readings: AsyncIterable<FileReading>): Promise<FileReading[]> {
  const all: FileReading[] = []
  for await (const reading of readings) all.push(reading)
  return all
}

async function listed(content: ContentFolder): Promise<string[]> {
  const paths = await content.listArticles()
  if (!paths.ok) throw new Error(JSON.stringify(paths.failure))
  return [...paths.value]
}

describe('files that several threads read', () => {
  it('are what one thread finds them to be, in the same order: faults, pictures, notes, files as they were, files that are gone', async () => {
    const content = new ContentFolder(root)
    const paths = await listed(content)
    unlinkSync(join(root, 'articles/berita-11.md'))
    const context = { registry: await registryOf(content), now: NOW }
    const before = await readContent(content, await readSourcesFile(content), {
      now: NOW,
      known: new Map(),
      progress: () => {},
    })
    const digests = new Map(before.fresh.slice(0, 60).map(({ path, digest }) => [path, `${digest.file}..`]))
    const files = paths.map((path) => ({ path, known: digests.get(path) }))

    const alone = await gathered(readOneByOne(content, files, context))
    const slow = new SlowFolder()
    await slow.listArticles()
    expect(await inThreads(slow, files)).toEqual(alone)
    if (availableParallelism() > 1) expect(slow.reads).toBeLessThan(ARTICLES)
    expect(new Set(alone.map(({ kind }) => kind))).toEqual(new Set(['fresh', 'faulty', 'unchanged', 'gone']))
  })

  it('are an error, and no reading that lacks some, where one can not be read', async () => {
    const content = new ContentFolder(root)
    const paths = await listed(content)
    mkdirSync(join(root, 'articles/folder.md'))
    const files = [...paths, 'articles/folder.md'].map((path) => ({ path, known: undefined }))
    await expect(inThreads(new SlowFolder(), files)).rejects.toThrow('EISDIR')
  })

  it('may be none', async () => {
    expect(await inThreads(new ContentFolder(root), [])).toEqual([])
  })
})
