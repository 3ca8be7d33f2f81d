import { failed, type Result, success } from '../../../model/result.ts'
import { defaultsOf, languageOf, type Zone, zoneOf } from '../common/assumptions.ts'
import { withCreditInText } from '../common/credit-in-text.ts'
import type { ImportContext, ImportedArticle, Refusal } from '../common/importer.ts'
import { htmlOfWire } from '../common/plain-text.ts'
import { refusalOf, unlessHeld } from '../common/restrictions.ts'
import { tagsOf } from '../common/subjects.ts'
import { itemTimes, nameAs, rightsText, versionAs } from '../common/wire-item.ts'
import { pageOf, pictureOf, restrictedBy } from './associations.ts'
import { creditsOf, partOf, saidRights } from './contributors.ts'
import type { Fields } from './read.ts'
import { bodyOf, descriptionOf, headlineOf } from './text-forms.ts'

const NO_TITLE = 'It has no title: looked for headline, headlines and title.'
const NO_TEXT = 'It has no text: looked for bodies, body_* and descriptions.'
const NO_PUBLISHER =
  'It has no publisher: looked for infoSources, copyrightHolder, copyrightNotice and a domain in its uri.'
const SUPERSEDED = 'A newer version of it is in the same document.'
const DESCRIBED = 'It has no text of its own; its description stands for it.'

/** The article that an item holds, or why it holds none. */
export function adaptItem(
  item: Fields,
  newest: ReadonlyMap<string, Fields>,
  base: string | undefined,
  context: ImportContext,
): Result<ImportedArticle, Refusal> {
  const id = item.text('uri')
  const refuse = (reason: string) => failed({ item: id ?? headlineOf(item) ?? '', reason })
  if (id !== undefined && newest.get(id) !== item) return refuse(SUPERSEDED)
  const credits = creditsOf(item)
  const defaults = defaultsOf(context, [credits?.publisher])
  const restricted = restrictedBy(item, defaults, context.now)
  if (restricted?.kind === 'canceled') return failed(refusalOf(restricted, id ?? ''))
  const reason = kindRefusal(item)
  if (reason !== undefined) return refuse(reason)
  const words = wordsOf(item)
  if (!words.ok) return refuse(words.failure)
  const { body, guesses: aboutWords, ...said } = words.value
  if (!credits) return refuse(NO_PUBLISHER)
  const { language, guesses: aboutLanguage } = languageOf([item.text('language')], defaults, body)
  const times = timesOf(item, zoneOf(defaults, language))
  if (!times.ok) return refuse(times.failure)
  const { guesses: aboutTimes, ...when } = times.value
  const article = {
    ...nameAs(id),
    ...versionAs(item.text('version')),
    ...said,
    language,
    ...when,
    ...extrasOf(item, base, (picture) => restrictedBy(picture, defaults, context.now) === undefined),
    ...credits,
    ...withCreditInText(credits, body, credits.publisher),
    tags: tagsOf(subjectsOf(item)),
    related: [],
    body,
    guesses: [...aboutLanguage, ...aboutTimes, ...credits.guesses, ...aboutWords],
  }
  return unlessHeld(article, restricted, id ?? said.title)
}

function kindRefusal(item: Fields): string | undefined {
  const type = item.text('type')?.toLowerCase() ?? 'text'
  if (type === 'text' || type === 'composite') return undefined
  const pictured = /^(?:picture|graphics?)$/.test(type)
    ? 'a picture comes with an article'
    : 'only texts become articles'
  return `Its type is ${type.slice(0, 50)}: ${pictured}.`
}

interface Words {
  readonly title: string
  readonly summary?: string
  readonly body: string
  readonly guesses: readonly string[]
}

function wordsOf(item: Fields): Result<Words, string> {
  const title = headlineOf(item)
  if (!title) return failed(NO_TITLE)
  const summary = descriptionOf(item)
  const read = bodyOf(item, title)
  if (!read.ok) return read
  if (read.value === '' && !summary) return failed(NO_TEXT)
  const said = { title, ...(summary && { summary }) }
  return read.value
    ? success({ ...said, body: read.value, guesses: [] })
    : success({ ...said, body: htmlOfWire(summary ?? ''), guesses: [DESCRIBED] })
}

function timesOf(item: Fields, zone: Zone) {
  const said = {
    firstCreated: item.text('firstcreated'),
    versionCreated: item.text('versioncreated'),
    contentCreated: item.text('contentcreated'),
  }
  return itemTimes(said, zone)
}

function extrasOf(item: Fields, base: string | undefined, isUsable: (picture: Fields) => boolean) {
  const dateline = item.text('dateline', 'located')
  const picture = pictureOf(item, base, isUsable)
  const rights = rightsText(saidRights(item), ...(picture ? [saidRights(picture.item)] : []))
  const original = pageOf(item, base)
  return {
    ...(dateline && { dateline }),
    ...(picture && Object.keys(picture.image).length > 0 && { image: picture.image }),
    ...(rights && { rights }),
    ...(original && { original }),
  }
}

const SUBJECTS = ['subject', 'person', 'organisation', 'place', 'event', 'object']

// Somebody who had a part in the text is an author of it, no subject.
function subjectsOf(item: Fields): string[] {
  return [...SUBJECTS.flatMap((kind) => [kind, `${kind}s`]), 'people'].flatMap((kind) =>
    item.objects(kind).flatMap(({ fields }) => {
      const relation = fields.text('rel', 'role') ?? ''
      const isPart = /^(?:publish|provid)/i.test(relation) || partOf(relation) !== undefined
      return isPart ? [] : (fields.text('name') ?? [])
    }),
  )
}
