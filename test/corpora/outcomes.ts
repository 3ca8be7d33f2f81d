import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { CorpusDocument } from './corpora.ts'

/** What became of a document: `faulty` is one of which an article was made that sync would refuse. */
export interface Outcome {
  readonly document: string
  readonly kind: 'read' | 'refused' | 'faulty' | 'crashed'
  readonly reason: string
}

type Modules = Awaited<ReturnType<typeof modulesOf>>

/** Imports each document with the importers of a checkout of Warta, and reads the files that would be written. */
export async function outcomesOf(documents: Iterable<CorpusDocument>, checkout: string): Promise<Outcome[]> {
  const modules = await modulesOf(checkout)
  return Array.from(documents, ({ name, bytes }) => {
    try {
      return { document: name, ...outcomeOf(name, bytes, modules) }
    } catch (error) {
      return { document: name, kind: 'crashed', reason: String(error) }
    }
  })
}

async function modulesOf(checkout: string) {
  const load = <Module>(path: string): Promise<Module> =>
    import(pathToFileURL(resolve(checkout, 'src/ingest', path)).href) as Promise<Module>
  return {
    ...(await load<typeof import('../../src/ingest/import/index.ts')>('import/index.ts')),
    ...(await load<typeof import('../../src/ingest/import/common/charset.ts')>('import/common/charset.ts')),
    ...(await load<typeof import('../../src/ingest/import/common/article-text.ts')>(
      'import/common/article-text.ts',
    )),
    ...(await load<typeof import('../../src/ingest/import/common/mentions.ts')>('import/common/mentions.ts')),
    ...(await load<typeof import('../../src/ingest/content/article-file.ts')>('content/article-file.ts')),
  }
}

function outcomeOf(name: string, bytes: Uint8Array, modules: Modules): Omit<Outcome, 'document'> {
  const decoded = modules.decodeDocument(bytes, '')
  if (!decoded.ok) return { kind: 'refused', reason: decoded.failure }
  const now = Date.now()
  const { articles, refused } = modules.importDocument({ text: decoded.value, name }, { now })
  if (articles.length === 0)
    return { kind: 'refused', reason: (refused[0]?.reason ?? 'It holds no article.').split('\n')[0] ?? '' }
  const faults = articles.flatMap((article) => {
    const mentions = new modules.Mentions([])
    const written = modules.toWritten(
      article,
      mentions,
      'https://corpus.example/',
      () => 'tag:warta.example,2022:minted',
    )
    const registry = new Map(mentions.all.map((source) => [source.id, source]))
    const text = new TextEncoder().encode(modules.articleText(written))
    const findMedia = () => ({ ok: false, failure: 'is not there' }) as const
    const read = modules.readArticleFile(modules.articlePathOf(written), text, { registry, now, findMedia })
    return read.ok ? [] : read.failure.map(({ field, message }) => `${field} ${message}`)
  })
  return faults.length > 0 ? { kind: 'faulty', reason: faults.join('; ') } : { kind: 'read', reason: '' }
}
