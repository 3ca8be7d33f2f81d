import { failed, type Result, success } from '../../../model/result.ts'
import { defaultsOf, languageOf, type Zone, zoneOf } from '../common/assumptions.ts'
import { withCreditInText } from '../common/credit-in-text.ts'
import type { ImportContext, ImportedArticle, ImportedImage, Refusal } from '../common/importer.ts'
import { attributeOf, childOf, childrenOf, lineOf, localName } from '../common/markup.ts'
import type { ItemText } from '../common/nitf-text.ts'
import { htmlOfWire } from '../common/plain-text.ts'
import { unlessHeld } from '../common/restrictions.ts'
import { tagsOf } from '../common/subjects.ts'
import { webUrlOf } from '../common/web-addresses.ts'
import { datelineOf, itemTimes, nameAs, versionAs } from '../common/wire-item.ts'
import { codeOf, conceptNames, type NewsItem } from './concepts.ts'
import { descriptionOf, headlineOf, subtitleOf, summaryOf } from './headlines.ts'
import { readText } from './inline-text.ts'
import { creditsOf, rightsOf } from './parties.ts'
import { nameOf, restrictedBy } from './read.ts'
import { ownPictureOf, pageOf, pictureOf } from './remote-picture.ts'

const NO_TITLE = 'It has no title: looked for a headline, then for one in its text (hl1, h1 or title).'
const NO_PUBLISHER = 'It has no publisher: looked for a provider, a copyrightHolder and a sender.'
const NO_BODY = 'It has no text: no inlineXML or inlineData in its contentSet, and no description.'
const DESCRIBED = 'It has no text of its own; its description stands for it.'

/** The article that an item holds, with the picture that goes with it, or why it holds none. */
export function adaptItem(
  item: NewsItem,
  picture: NewsItem | undefined,
  base: string | undefined,
  context: ImportContext,
): Result<ImportedArticle, Refusal> {
  const refuse = (reason: string) => failed({ item: nameOf(item), reason })
  const words = wordsOf(item, base)
  if (!words.ok) return refuse(words.failure)
  const { title, summary, body, text, guesses: aboutWords } = words.value
  const credits = creditsOf(item, text.byline)
  if (!credits) return refuse(NO_PUBLISHER)
  const defaults = defaultsOf(context, [credits.publisher])
  const { language, guesses: aboutLanguage } = languageOf([item.language], defaults, body)
  const times = timesOf(item, zoneOf(defaults, language))
  if (!times.ok) return refuse(times.failure)
  const { guesses: aboutTimes, ...when } = times.value
  const article = {
    ...nameAs(attributeOf(item.item, 'guid')),
    ...versionAs(attributeOf(item.item, 'version')),
    title,
    language,
    ...when,
    ...(summary && { summary }),
    ...extrasOf(item, text, picture, base),
    ...credits,
    ...withCreditInText(credits, body, credits.publisher),
    tags: tagsOf(conceptNames(item, 'subject')),
    related: relatedOf(item),
    body,
    guesses: [...aboutLanguage, ...aboutTimes, ...credits.guesses, ...aboutWords],
  }
  return unlessHeld(article, restrictedBy(item, defaults, context.now), nameOf(item))
}

interface Words {
  readonly title: string
  readonly summary: string | undefined
  readonly body: string
  readonly text: ItemText
  readonly guesses: readonly string[]
}

function wordsOf(item: NewsItem, base: string | undefined): Result<Words, string> {
  const headline = headlineOf(item)
  const read = readText(item, headline, base)
  if (!read.ok) return read
  const text = read.value
  const title = headline ?? text.title
  if (!title) return failed(NO_TITLE)
  const summary = summaryOf(item) ?? subtitleOf(item) ?? text.summary
  if (text.body !== '') return success({ title, summary, body: text.body, text, guesses: [] })
  const described = summary ?? descriptionOf(item)
  if (!described) return failed(NO_BODY)
  return success({ title, summary: described, body: htmlOfWire(described), text, guesses: [DESCRIBED] })
}

function timesOf({ meta, content }: NewsItem, zone: Zone) {
  const said = {
    firstCreated: lineOf(childOf(meta, 'firstCreated')),
    versionCreated: lineOf(childOf(meta, 'versionCreated')),
    contentCreated: lineOf(childOf(content, 'contentCreated')),
  }
  return itemTimes(said, zone)
}

function extrasOf(item: NewsItem, text: ItemText, picture: NewsItem | undefined, base: string | undefined) {
  const dateline = datelineOf(
    lineOf(childOf(item.content, 'dateline')) ?? text.dateline ?? conceptNames(item, 'located')[0],
  )
  const image: ImportedImage | undefined = picture
    ? pictureOf(picture, base)
    : (ownPictureOf(item, base) ?? text.image)
  const rights = rightsOf(item, picture)
  const original = pageOf(item, base)
  return {
    ...(dateline && { dateline }),
    ...(image && Object.keys(image).length > 0 && { image }),
    ...(rights && { rights }),
    ...(original && { original }),
  }
}

function relatedOf({ meta }: NewsItem): ImportedArticle['related'] {
  return childrenOf(meta, 'link').flatMap((link) => {
    const url = webUrlOf(attributeOf(link, 'href'))
    const title = childrenOf(link).find((one) => ['title', 'headline', 'name'].includes(localName(one)))
    const named = lineOf(title)
    const kind = codeOf(childOf(link, 'itemClass'))
    return url && named && (!kind || /text|composite/.test(kind)) ? [{ title: named, url }] : []
  })
}
