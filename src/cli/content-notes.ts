import type { FreshFile } from '../ingest/content/read-files.ts'

/**
 * What is worth knowing of a file in which there is no fault: each goes on behind the file's name. `FreshFile` is as
 * `readContent` gives it.
 */
export function notesOn(file: Pick<FreshFile, 'draft' | 'lineOf' | 'lost'>): string[] {
  return [...lostElements(file), ...missingAlts(file), ...missingId(file)]
}

function lostElements({ lost }: Pick<FreshFile, 'lost'>): string[] {
  const counts = new Map<string, number>()
  for (const name of lost) counts.set(name, (counts.get(name) ?? 0) + 1)
  return Array.from(counts, ([name, times]) => {
    const what = `${times > 1 ? `${times} times ` : ''}<${name}>`
    return `: shows nothing of ${what}, which feed readers leave out`
  })
}

// WCAG 2.2, 1.1.1. An image that the text shows is often the article's: it is named once.
function missingAlts({ draft: { image, body }, lineOf }: Pick<FreshFile, 'draft' | 'lineOf'>): string[] {
  const mend = 'say what it shows, for people who do not see it'
  const tags = body.match(/<img [^>]*>/g) ?? []
  const silent = tags.filter((tag) => !/ alt="[^"]/.test(tag)).length
  const named =
    image?.url && !image.alt && !image.inBody ? [`:${lineOf(['image'])}: image: has no alt; ${mend}`] : []
  const shown =
    silent > 0
      ? [`: shows ${silent === 1 ? 'a picture' : `${silent} pictures`} without an alt; ${mend}: ![here](…)`]
      : []
  return [...named, ...shown]
}

function missingId({ draft }: Pick<FreshFile, 'draft'>): string[] {
  return draft.id === undefined ? [': has no id yet; sync will mint one'] : []
}
