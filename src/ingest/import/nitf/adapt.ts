import { failed, type Result } from '../../../model/result.ts'
import { type Defaults, defaultsOf, languageOf, type Zone, zoneOf } from '../common/assumptions.ts'
import { withCreditInText } from '../common/credit-in-text.ts'
import type { ImportContext, ImportedArticle, Refusal } from '../common/importer.ts'
import type { Markup } from '../common/markup.ts'
import { type ItemText, readNitf } from '../common/nitf-text.ts'
import { htmlOfWire } from '../common/plain-text.ts'
import { refusalOf, restrictionOf, unlessHeld } from '../common/restrictions.ts'
import { tagsOf } from '../common/subjects.ts'
import { wireCredit } from '../common/wire-credit.ts'
import { datelineOf, nameAs, rightsText } from '../common/wire-item.ts'
import { type ReadDate, readDate } from '../common/written-dates.ts'
import { readHead, type StoryHead } from './head.ts'

const NO_TITLE = 'It has no title: looked for hl1, hedline and the title of its head.'
const NO_PUBLISHER =
  'It has no publisher: looked for distributor, pubdata, doc.copyright, doc.rights, rights.owner and doc-id.'
const NO_TIME = 'It has no time: date.issue, story.date and date.publication are missing or not readable.'
const NO_TEXT = 'It has no text: no body.content and no abstract.'
const DESCRIBED = 'It has no text of its own; its abstract stands for it.'

/** The article that a story is, or why it is none. */
export function adaptStory(
  nitf: Markup,
  base: string | undefined,
  context: ImportContext,
): Result<ImportedArticle, Refusal> {
  const head = readHead(nitf)
  const text = readNitf(nitf, base)
  const title = text.title ?? head.title
  const id = head.id ?? title ?? ''
  const refuse = (reason: string) => failed({ item: id, reason })
  const name = head.publishers.find((one) => one !== undefined)
  const publisher = name === undefined ? undefined : { name }
  const defaults = defaultsOf(context, [publisher])
  const restricted = restrictionOf(
    { status: head.status, embargo: embargoOf(head, defaults) },
    defaults,
    context.now,
  )
  if (restricted?.kind === 'canceled') return failed(refusalOf(restricted, id))
  if (!title) return refuse(NO_TITLE)
  if (!publisher) return refuse(NO_PUBLISHER)
  const body = text.body || htmlOfWire(text.summary ?? '')
  if (body === '') return refuse(NO_TEXT)
  const { language, guesses } = languageOf([head.language], defaults, `${title} ${body}`)
  const issued = issuedOf(head, zoneOf(defaults, language))
  if (!issued) return refuse(NO_TIME)
  const article = {
    ...nameAs(head.id),
    title,
    language,
    published: issued.moment,
    ...extrasOf(text, title, head),
    ...withCreditInText(creditOf(text, publisher.name), body, publisher),
    publisher,
    tags: tagsOf(head.subjects),
    related: [],
    body,
    guesses: [...guesses, ...issued.guesses, ...(text.body === '' ? [DESCRIBED] : [])],
  }
  return unlessHeld(article, restricted, id)
}

function issuedOf({ issued, release }: StoryHead, zone: Zone): ReadDate | undefined {
  return readDate(issued ?? release ?? '', zone)
}

// Most stories name the time of their release, which for most is that of their issue.
function embargoOf({ status = '', issued, release }: StoryHead, defaults: Defaults): string | undefined {
  if (release === undefined || /^embargo/i.test(status)) return release
  const [start, end] = [issued ?? '', release].map((time) => readDate(time, zoneOf(defaults, undefined)))
  return start && end && end.moment.instant <= start.moment.instant ? undefined : release
}

function creditOf({ byline }: ItemText, publisher: string) {
  // Editors sign with their initials: `gr/bp`.
  const isSigned = byline !== undefined && !/^[a-z]{1,3}(?:[/ -][a-z]{1,3})*$/.test(byline)
  return wireCredit({
    publisher,
    authors: [],
    sources: [],
    bylines: isSigned ? [byline] : [],
    creditLines: [],
  })
}

function extrasOf(text: ItemText, title: string, head: StoryHead) {
  const { summary, image } = text
  const dateline = datelineOf(text.dateline)
  const rights = rightsText(head.rights)
  return {
    ...(summary && summary !== title && { summary }),
    ...(dateline && { dateline }),
    ...(image && Object.keys(image).length > 0 && { image }),
    ...(rights && { rights }),
  }
}
