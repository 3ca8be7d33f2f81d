import type { Correction, Notice } from '../model/lifecycle.ts'
import { type Moment, wallClock } from '../model/moment.ts'
import { wordsOf } from './index.ts'
import type { LifeWords } from './vocabulary.ts'

/** A correction as it stands in body and summary, in the article's language: `Ralat 20/9/2022: …`. */
export function correctionText({ at, text }: Correction, language: string): string {
  const { life } = wordsOf(language)
  return life.correction(dayOf(at, life), text)
}

/** What readers are told in place of an article. */
export interface NoticeText {
  /** BCP 47. */
  readonly language: string
  readonly title: string
  /** When it was withdrawn, by whom and why. */
  readonly text: string
}

/** The notice that an article was withdrawn, in its language as far as Warta speaks it. It has no words of the article. */
export function noticeText({ kind, at, offset, language, reason, by }: Notice): NoticeText {
  const { life, language: spoken } = wordsOf(language)
  const day = dayOf({ instant: at, offset }, life)
  const text = [life.withdrawnOn[kind](day, by), reason && life.reason(reason)].filter(Boolean).join(' ')
  return { language: spoken, title: life.withdrawn, text }
}

function dayOf(moment: Moment, { day }: LifeWords): string {
  const wall = wallClock(moment)
  return day(wall.getUTCFullYear(), wall.getUTCMonth() + 1, wall.getUTCDate())
}
