import { oneLine } from '../../../model/text.ts'
import { isCutName } from '../common/names.ts'
import { textOf } from '../common/plain-text.ts'
import { isTooLong, subjectsIn } from '../common/subjects.ts'
import type { FeedItem } from './item.ts'

/** A summary of more characters is the story itself, and is not taken for a summary. */
export const LONGEST_SUMMARY = 2000

/**
 * What of an item no article has: a sentence each. `summary` is its summary as plain text, `isUpdateRead` says whether the
 * time of its update could be read.
 */
export function cutsOf(item: FeedItem, summary: string, isUpdateRead: boolean): string[] {
  const { updated, published, content, authors, contributors } = item
  const tags = item.tags.map(textOf).flatMap(subjectsIn).filter(isTooLong)
  const names = [...authors, ...contributors].filter(({ name }) => isCutName(name))
  return [
    ...(updated !== undefined && published !== undefined && !isUpdateRead
      ? [`Its update time "${oneLine(updated).slice(0, 80)}" is in no form that is known, and was left out.`]
      : []),
    ...(content?.trim() && summary.length > LONGEST_SUMMARY
      ? [`Its summary has more than ${LONGEST_SUMMARY} characters and was left out.`]
      : []),
    ...tags.map((tag) => `Its tag "${oneLine(tag).slice(0, 40)}…" is too long and was left out.`),
    ...names.map(({ name }) => `The name "${name.slice(0, 40)}…" is too long and was cut.`),
  ]
}
