import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ContentFolder } from '../../src/cli/content-folder.ts'
import { syncContent } from '../../src/ingest/content/sync.ts'
import type { Context } from '../context.ts'
import { type Answer, ask } from '../lab/ask.ts'
import { SITE_BINDINGS, startWorkers } from '../lab/workers.ts'
import { articleFile, REGISTRY } from '../store/article-files.ts'
import { LONG, storeOf } from '../store/store.ts'
import { atMost, number, type Row } from '../table.ts'

const PATH = '/rss.xml?limit=50'

/** What a reader that has the feed of before gets after one new article (RFC 3229, `A-IM: feed`). */
export async function instanceManipulation(context: Context): Promise<Row[]> {
  const database = await storeOf(context, 1000, LONG)
  await using lab = await startWorkers({
    site: { code: await context.site(), bindings: SITE_BINDINGS, database },
  })
  const { site } = lab.workers
  const { etag = '' } = (await ask(site, { path: PATH })).headers
  await addArticle(context, await lab.database('site'))
  // An isolate may answer from memory for a second.
  await new Promise((resolve) => setTimeout(resolve, 2000))
  const whole = await ask(site, { path: PATH })
  const changes = await ask(site, { path: PATH, headers: { 'A-IM': 'feed', 'If-None-Match': etag } })
  return [row(whole, changes)]
}

function row(whole: Answer, changes: Answer): Row {
  const share = (changes.body.length / whole.body.length) * 100
  const within = atMost(share, 5, ' %')
  const sizes = `${number(changes.body.length)} of ${number(whole.body.length)} bytes`
  const delta = changes.status === 226
  return {
    what: '226 after one new article (50 full-text items)',
    against: 'the full document',
    measured: `${number(share)} % (${sizes})`,
    bar: within.bar,
    reached: delta && within.reached === true,
    note: delta ? undefined : `the answer was ${changes.status}, not 226`,
  }
}

// Through a real sync: the generated articles are of another origin and stay.
async function addArticle(context: Context, db: D1Database): Promise<void> {
  const root = join(context.folder, 'one-article')
  await mkdir(join(root, 'articles'), { recursive: true })
  await writeFile(join(root, 'sources.yaml'), REGISTRY)
  await writeFile(join(root, 'articles/baru.md'), articleFile(0, Date.now() - 1000))
  const outcome = await syncContent(db, new ContentFolder(root), {
    authority: 'bench.example',
    now: Date.now,
    progress: () => {},
  })
  if (!outcome.ok || outcome.value.kind !== 'written')
    throw new Error(`The new article was not written: ${JSON.stringify(outcome)}`)
}
