import { oneLine } from '../../../model/text.ts'
import { isCutName } from '../common/names.ts'
import { tooLongForTags } from '../common/subjects.ts'
import type { EnclosedFile } from './enclosed-picture.ts'
import type { FeedItem } from './item.ts'

/** A summary of more characters is the story itself, and is not taken for a summary. */
export const LONGEST_SUMMARY = 2000

/** What of an item was read for its article. */
export interface ItemRead {
  /** The summary as plain text. */
  readonly summary: string
  /** The names that were taken for subjects. */
  readonly subjects: readonly string[]
  /** The files that are neither picture nor film nor sound. */
  readonly others: readonly EnclosedFile[]
  /** Whether the time of the update could be read. */
  readonly isUpdateRead: boolean
}

/** What of an item no article has: a sentence each. */
export function cutsOf(item: FeedItem, { summary, subjects, others, isUpdateRead }: ItemRead): string[] {
  const { updated, published, content, authors, contributors } = item
  const tags = tooLongForTags(subjects)
  const names = [...authors, ...contributors].filter(({ name }) => isCutName(name))
  return [
    ...(updated !== undefined && published !== undefined && !isUpdateRead
      ? [`Its update time "${oneLine(updated).slice(0, 80)}" is in no form that is known, and was left out.`]
      : []),
    ...(content?.trim() && summary.length > LONGEST_SUMMARY
      ? [`Its summary has more than ${LONGEST_SUMMARY} characters and was left out.`]
      : []),
    ...others.map(
      ({ url = '', type = 'of no type' }) =>
        `Its file ${oneLine(url).slice(0, 200)} (${oneLine(type).slice(0, 80)}) is neither picture nor film nor sound and was left out.`,
    ),
    ...tags.map((tag) => `Its tag "${oneLine(tag).slice(0, 40)}…" is too long and was left out.`),
    ...names.map(({ name }) => `The name "${name.slice(0, 40)}…" is too long and was cut.`),
  ]
}
