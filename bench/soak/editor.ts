import { setTimeout as sleep } from 'node:timers/promises'
import type { Workspace } from '../../test/support/commands.ts'
import { generatedFile, generatedPath } from '../../test/support/generated-files.ts'
import { articlePath } from './visits.ts'

const EVERY_MS = 5000

const ANSWER_MS = 30_000

/** What an editor saved, and how much of it was seen on the site before the next write. */
export interface Edits {
  readonly saved: number
  readonly seen: number
}

/**
 * Saves a file every five seconds until a time, in ms since 1970: a correction, then a new article, which is then
 * removed again. `articles`: how many generated ones there are.
 */
export async function editSteadily(
  workspace: Workspace,
  origin: string,
  articles: number,
  end: number,
): Promise<Edits> {
  let [saved, seen] = [0, 0]
  for (; Date.now() + EVERY_MS < end; saved++) {
    const round = Math.floor(saved / 3)
    const n = saved % 3 === 0 ? round % articles : articles + round
    const isRemoval = saved % 3 === 2
    const title = `Saved ${saved}`
    if (isRemoval) workspace.remove(generatedPath(n))
    else workspace.write(generatedPath(n), savedFile(n, title, n >= articles))
    await sleep(EVERY_MS)
    const { status, text } = await readPage(origin + articlePath(n))
    if (isRemoval ? status === 410 : text.includes(title)) seen++
  }
  return { saved, seen }
}

// A new one comes first everywhere; a corrected one stays where it is.
function savedFile(n: number, title: string, isNew: boolean): string {
  const now = new Date().toISOString()
  return generatedFile(n, { title, updated: now, ...(isNew && { published: now }) })
}

// A page that can't be had is one that does not show the change.
async function readPage(url: string): Promise<{ status: number; text: string }> {
  try {
    const signal = AbortSignal.timeout(ANSWER_MS)
    const page = await fetch(url, { headers: { Accept: 'text/html' }, signal })
    return { status: page.status, text: await page.text() }
  } catch (error) {
    return { status: 0, text: String(error) }
  }
}
