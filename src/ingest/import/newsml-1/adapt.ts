import { failed, type Result, success } from '../../../model/result.ts'
import { defaultsOf, languageOf, zoneOf } from '../common/assumptions.ts'
import { withCreditInText } from '../common/credit-in-text.ts'
import type { ImportContext, ImportedArticle, Mention, Refusal } from '../common/importer.ts'
import { readMarkedText } from '../common/marked-text.ts'
import { childOf, childrenOf, lineOf, type Markup } from '../common/markup.ts'
import type { ItemText } from '../common/nitf-text.ts'
import { textOf } from '../common/plain-text.ts'
import { refusalOf, unlessHeld } from '../common/restrictions.ts'
import { tagsOf } from '../common/subjects.ts'
import { wireCredit } from '../common/wire-credit.ts'
import { datelineOf, itemTimes, nameAs, rightsText } from '../common/wire-item.ts'
import {
  type Content,
  contentsOf,
  formalName,
  lineIn,
  linesIn,
  metadataIn,
  type Path,
  partiesIn,
  roleOf,
  subjectsIn,
} from './components.ts'
import { type ItemName, languageIn, managed, restrictedBy } from './management.ts'
import { isPhoto, photoOf } from './photo.ts'

const NO_TITLE = 'It has no title: looked for a HeadLine, then for one in its text (hl1, h1 or title).'
const ALERTED = 'The alert has no headline; its first paragraph stands for it.'
const NO_PUBLISHER = 'It has no publisher: looked for a Provider and a ProviderId.'
const NO_TEXT = 'It has no text: no ContentItem with a DataContent.'

// Roles of components whose text is not the story.
const BESIDE = /^(?:caption|summary|abstract|teaser|slug|thumbnail|quicklook|preview)$/

/** The article that a news item holds, or why it holds none. */
export function adaptItem(
  item: Markup,
  name: ItemName,
  base: string | undefined,
  context: ImportContext,
): Result<ImportedArticle, Refusal> {
  const contents = childrenOf(item, 'NewsComponent').flatMap((component) => contentsOf(component))
  const main = mainOf(contents)
  const path = main?.path ?? childrenOf(item, 'NewsComponent').slice(0, 1)
  const called = name.id ?? lineIn(path, 'HeadLine') ?? ''
  const refuse = (reason: string) => failed({ item: called, reason })
  const publisher = publisherOf(path, name)
  const defaults = defaultsOf(context, [publisher])
  const restricted = restrictedBy(item, defaults, context.now)
  if (restricted?.kind === 'canceled') return failed(refusalOf(restricted, called))
  if (!main) return refuse(NO_TEXT)
  const headline = lineIn(path, 'HeadLine')
  const text = readMain(main, headline, base)
  if (!text.ok) return refuse(text.failure)
  const { body } = text.value
  const written = headline ?? text.value.title
  const title = written ?? alertIn(item, body)
  if (!title) return refuse(NO_TITLE)
  if (body === '') return refuse(NO_TEXT)
  if (!publisher) return refuse(NO_PUBLISHER)
  const { language, guesses } = languageOf([languageIn(path, item)], defaults, `${title} ${body}`)
  const times = itemTimes(saidTimes(item), zoneOf(defaults, language))
  if (!times.ok)
    return refuse('It has no time: FirstCreated and ThisRevisionCreated are missing or not readable.')
  const { guesses: aboutTimes, ...when } = times.value
  const article = {
    ...nameAs(name.id),
    title,
    language,
    ...when,
    ...extrasOf(contents, path, text.value, base),
    ...withCreditInText(creditOf(path, text.value, publisher.name), body, publisher),
    publisher,
    tags: tagsOf(subjectsIn(path)),
    related: [],
    body,
    guesses: [...guesses, ...aboutTimes, ...(written ? [] : [ALERTED])],
  }
  return unlessHeld(article, restricted, called)
}

const LONGEST_ALERT = 300

// An alert is sent before there is more than its first sentence.
function alertIn(item: Markup, body: string): string | undefined {
  const type = formalName(childOf(item, 'NewsManagement', 'NewsItemType')) ?? ''
  if (!/alert|flash|urgent|bulletin/i.test(type)) return undefined
  const [first = ''] = /<p\b[^<>]*>[\s\S]*?<\/p>/.exec(body) ?? []
  const text = textOf(first)
  return text !== '' && text.length <= LONGEST_ALERT ? text : undefined
}

// The main text, else the first one that is a story.
function mainOf(contents: readonly Content[]): Content | undefined {
  const texts = contents.filter((content) => {
    const isBeside = content.path.some((component) => BESIDE.test(roleOf(component)))
    return !isPhoto(content) && !isBeside && childOf(content.item, 'DataContent') !== undefined
  })
  return texts.find(({ path }) => roleOf(path.at(-1)) === 'main') ?? texts[0]
}

function readMain(
  { item }: Content,
  title: string | undefined,
  base: string | undefined,
): Result<ItemText, string> {
  const data = childOf(item, 'DataContent')
  if (!data) return success({ body: '' })
  const format = formalName(childOf(item, 'Format')) ?? ''
  const type = formalName(childOf(item, 'MimeType')) ?? ''
  return readMarkedText(data, /nitf|html/i.test(format) ? format : type, title, base)
}

function saidTimes(item: Markup) {
  return {
    firstCreated: managed(item, 'FirstCreated'),
    versionCreated: managed(item, 'ThisRevisionCreated'),
  }
}

function publisherOf(path: Path, { provider }: ItemName): Mention | undefined {
  const name = partiesIn(path, 'Provider')[0] ?? provider
  return name === undefined ? undefined : { name }
}

function creditOf(path: Path, { byline }: ItemText, publisher: string) {
  const lines = linesIn(path, 'ByLine')
  const creators = lines.length > 0 ? [] : partiesIn(path, 'Creator')
  return wireCredit({
    publisher,
    authors: [],
    sources: partiesIn(path, 'Source').map((name) => ({ name, role: '' })),
    bylines: lines.length > 0 || creators.length > 0 ? [...lines, ...creators] : byline ? [byline] : [],
    creditLines: linesIn(path, 'CreditLine'),
  })
}

function extrasOf(contents: readonly Content[], path: Path, text: ItemText, base: string | undefined) {
  const summary = lineIn(path, 'SubHeadLine') ?? text.summary
  const dateline = datelineOf(lineIn(path, 'DateLine') ?? text.dateline)
  const image = photoOf(contents, base) ?? text.image
  const rights = rightsOf(path)
  return {
    ...(summary && { summary }),
    ...(dateline && { dateline }),
    ...(image && Object.keys(image).length > 0 && { image }),
    ...(rights && { rights }),
  }
}

function rightsOf(path: Path): string | undefined {
  const [copyright] = metadataIn(path, 'RightsMetadata', 'Copyright')
  const holder = lineOf(childOf(copyright, 'CopyrightHolder'))
  const year = lineOf(childOf(copyright, 'CopyrightDate'))
  const own = holder && year ? [`© ${year} ${holder}`] : []
  const usage = metadataIn(path, 'RightsMetadata', 'UsageRights').flatMap((one) => lineOf(one) ?? [])
  return rightsText({
    holder,
    notices: [...linesIn(path, 'CopyrightLine'), ...own],
    terms: [...linesIn(path, 'RightsLine'), ...usage],
  })
}
