import { env } from 'cloudflare:test'
import { afterEach, beforeEach, vi } from 'vitest'
import { killArticle } from '../../src/lifecycle/kill-article.ts'
import { articleFile, NOW } from './site.ts'
import { emptyTables } from './tables.ts'

export const HOUR = 3_600_000
export const DAY = 24 * HOUR

/** A time in ms since the epoch as files have it. */
export const time = (ms: number) => new Date(ms).toISOString()

/** An article file whose id and title tell its slug. */
export const fileOf = (slug: string, fields: Record<string, unknown> = {}, body?: string) =>
  articleFile({ id: `urn:x:${slug}`, title: `Judul ${slug}`, ...fields }, body)

/** An article that stays as it is. */
export const LAMA = { lama: fileOf('lama') }

/** Withdraws an article. */
export const kill = (id: string, now: number, more: object = {}) =>
  killArticle(env.DB, {
    id,
    ending: { kind: 'kill', reason: 'Salah <orang>.', by: 'Redaksi', ...more },
    actor: 'test',
    now,
  })

/** What the clock of the test says. */
export let now = NOW

export function setClock(time: number): number {
  now = time
  vi.setSystemTime(now)
  return now
}

/** Each test of the file begins at NOW, with empty tables, and says nothing of failures. */
export function useClock(): void {
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: NOW })
    setClock(NOW)
    vi.spyOn(console, 'error').mockImplementation(() => {})
    await emptyTables()
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })
}
