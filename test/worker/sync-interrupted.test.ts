import { env } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import { syncContent } from '../../src/ingest/content/sync.ts'
import { failed, success } from '../../src/model/result.ts'
import { beginRun, stageRemovals } from '../../src/storage/commit/staging.ts'
import type { Database } from '../../src/storage/database.ts'
import { readState } from '../../src/storage/revision.ts'
import { articleFile, contentOf, NOW, sync } from '../support/site.ts'
import { column, dumpTables, emptyTables, withCommit } from '../support/tables.ts'

const HOUR = 3_600_000

const before = () =>
  contentOf({
    tetap: articleFile({ id: 'urn:x:0' }),
    ganti: articleFile({ id: 'urn:x:1', tags: ['lama'] }),
    hapus: articleFile({ id: 'urn:x:2' }),
    pindah: articleFile({ id: 'urn:x:3' }),
  })
/** One article each of those that stay, change, are renamed and are added; one is removed. */
const after = () =>
  contentOf({
    tetap: articleFile({ id: 'urn:x:0' }),
    ganti: articleFile({ id: 'urn:x:1', tags: ['baru'] }, 'Isi lain.'),
    'pindah-ke-sini': articleFile({ id: 'urn:x:3' }),
    tambah: articleFile({ id: 'urn:x:4' }),
  })

function syncWith(db: Database, now = NOW + 1000) {
  return syncContent(db, after(), { authority: 'warta.example', now: () => now, progress: () => {} })
}

/** Everything that readers are served from. */
async function served() {
  const { runs: _, staged_articles: __, staged_sources: ___, ...tables } = await dumpTables()
  return tables
}

const stagedRuns = () => column<number>('SELECT DISTINCT run FROM staged_articles ORDER BY run')

beforeEach(async () => {
  await emptyTables()
  await sync(before())
})

describe('a sync that is killed', () => {
  it('A sync that is killed before its commit leaves the old state, and the next one completes', async () => {
    const old = await served()
    await expect(syncWith(withCommit(() => Promise.reject(new Error('killed'))))).rejects.toThrow('killed')
    expect(await served()).toEqual(old)
    expect(await stagedRuns()).toHaveLength(1)
    expect(await syncWith(env.DB)).toMatchObject({ value: { added: 1, changed: 2, removed: 1 } })
    expect(await column('SELECT slug FROM articles ORDER BY id')).toEqual([
      'tetap',
      'ganti',
      'pindah-ke-sini',
      'tambah',
    ])
  })

  // A row that the table refuses, put in after each statement: all that went before it must be undone.
  it('A sync that is killed between any two statements of its commit leaves the old state', async () => {
    const old = await served()
    const fail = env.DB.prepare(
      "INSERT INTO revision (id, number, registry, pipeline, content) VALUES (2, 0, '', '', 0)",
    )
    let statementsInAll = 1
    for (let at = 0; at <= statementsInAll; at++) {
      const db = withCommit((statements) => {
        statementsInAll = statements.length
        return env.DB.batch(statements.toSpliced(at, 0, fail))
      })
      await expect(syncWith(db)).rejects.toThrow('CHECK constraint')
      expect(await served()).toEqual(old)
    }
    expect(statementsInAll).toBeGreaterThan(10)
    expect(await syncWith(env.DB)).toMatchObject({ value: { kind: 'written' } })
  })

  it('A sync that is killed after its commit leaves the new state, and the next one has nothing to do', async () => {
    const db = withCommit(async (statements) => {
      await env.DB.batch(statements)
      throw new Error('killed')
    })
    await expect(syncWith(db)).rejects.toThrow('killed')
    expect(await syncWith(env.DB)).toMatchObject({ value: { kind: 'unchanged', articles: 4 } })
  })

  it('A sync that is killed leaves rows that a later write clears away after an hour, when nobody can be at work on them', async () => {
    const killed = await beginRun(env.DB, { now: NOW, state: await readState(env.DB), isContent: true })
    await stageRemovals(env.DB, killed, [{ id: 'urn:x:9' }])
    await syncWith(env.DB, NOW + HOUR)
    expect(await stagedRuns()).toEqual([killed])
    await sync(before(), NOW + HOUR + 1)
    expect(await stagedRuns()).toEqual([])
  })
})

describe('another write between plan and commit', () => {
  const bump = () =>
    env.DB.prepare(
      'UPDATE revision SET number = number + 7, content = number + 7, writes = writes + 1, synced = writes + 1',
    ).run()

  it('A write between plan and commit does not matter to a sync where it is of other articles', async () => {
    let commits = 0
    const db = withCommit(async (statements) => {
      if (commits++ === 0) await env.DB.prepare('UPDATE revision SET number = number + 7').run()
      return env.DB.batch(statements)
    })
    const written = { added: 1, changed: 2, removed: 1, revision: NOW + 1000 }
    expect(await syncWith(db)).toMatchObject({ value: written })
    expect(commits).toBe(1)
  })

  it('Another sync between plan and commit has a sync planned again', async () => {
    let commits = 0
    const db = withCommit(async (statements) => {
      if (commits++ === 0) await bump()
      return env.DB.batch(statements)
    })
    expect(await syncWith(db)).toMatchObject({ value: { added: 1, changed: 2, removed: 1 } })
    expect(commits).toBe(2)
    expect(await stagedRuns()).toEqual([])
  })

  it('A write between plan and commit is not undone: the sync sees what it has written', async () => {
    let commits = 0
    const db = withCommit(async (statements) => {
      if (commits++ === 0) await sync(after(), NOW + 500)
      return env.DB.batch(statements)
    })
    expect(await syncWith(db)).toEqual(success({ kind: 'unchanged', articles: 4, revision: NOW + 500 }))
  })

  it('Writes between each plan and its commit make a sync give up, with nothing changed', async () => {
    const old = await served()
    const db = withCommit(async (statements) => {
      await bump()
      return env.DB.batch(statements)
    })
    expect(await syncWith(db)).toEqual(failed({ kind: 'busy', attempts: 5 }))
    await env.DB.prepare('UPDATE revision SET number = ?1, content = ?1, writes = 1, synced = 1')
      .bind(NOW)
      .run()
    expect(await served()).toEqual(old)
    expect(await stagedRuns()).toEqual([])
  })
})
