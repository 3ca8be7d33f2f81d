import { failed, type Result, success } from '../../../model/result.ts'
import { isAgency } from '../common/byline.ts'
import { peopleIn } from '../common/credit-in-text.ts'
import type { ImportedArticle, Mention, Refusal } from '../common/importer.ts'
import { distinctAuthors, sameName, sourceChain } from '../common/names.ts'
import { escapeHtml } from '../common/plain-text.ts'
import type { DateLine } from './dated-line.ts'
import type { PageLayout } from './layouts.ts'
import type { PageParts } from './read.ts'

/** What a page says, as an article, or all that it lacks. */
export function adaptPage(page: PageParts): Result<ImportedArticle, Refusal> {
  const { title, publisher, paragraphs, original } = page
  const published = page.dates.find(({ updated, moment }) => moment && !updated)
  if (!published?.moment || title === '' || !publisher || paragraphs.length === 0) {
    return failed({ item: title, reason: missingParts(page).join(' ') })
  }
  const updated = page.dates.find((date) => date.updated && date.moment)
  return success({
    title,
    language: page.layout.language,
    published: published.moment,
    ...(updated?.moment && { updated: updated.moment }),
    ...(page.deck && { summary: page.deck }),
    ...(page.cities && { dateline: page.cities }),
    ...creditOf(page, publisher),
    publisher,
    ...(original && { original }),
    ...imageOf(page),
    tags: [],
    related: page.related,
    body: paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`).join('\n'),
    guesses: [...published.guesses, ...(updated?.guesses ?? []), ...page.guesses],
  })
}

// An agency may stand where a name is asked for (`Rep: Antara`), and the dateline may name one.
function creditOf(
  { authors, sources, agency, paragraphs }: PageParts,
  publisher: Mention,
): Pick<ImportedArticle, 'authors' | 'sources'> {
  const named = authors.filter(({ name }) => isAgency(name)).map(({ name }) => ({ name }))
  const people = authors.filter(({ name }) => !isAgency(name) && !sameName(name, publisher.name))
  const chain = [...named, ...sources, ...(agency ? [{ name: agency }] : [])]
  return {
    authors: distinctAuthors([...people, ...peopleIn(paragraphs.at(-1) ?? '')]),
    sources: sourceChain(chain, publisher.name),
  }
}

function imageOf({ captions, photoCredits }: PageParts): Pick<ImportedArticle, 'image'> {
  const [caption, credit] = [captions.join(' '), photoCredits.join('; ')]
  return caption || credit ? { image: { ...(caption && { caption }), ...(credit && { credit }) } } : {}
}

/** What a page lacks and where it was looked for, a sentence each. */
function missingParts({ title, dates, publisher, paragraphs, layout }: PageParts): string[] {
  const credit = layout.credits.map(({ labels }) => `${labels[0]}:`).join(', ')
  const place = layout.headline === 'after date' ? 'below the date' : 'above the date'
  const outlet = layout.outlets[0] ?? layout.publisher.name
  const hosts = layout.hosts.join(' or ')
  const missing: string[] = []
  if (title === '') {
    missing.push(`It has no title: looked for a line ${place}, above the names (${credit}) and the picture.`)
  }
  const published = dates.filter(({ updated }) => !updated)
  if (!published.some(({ moment }) => moment)) missing.push(missingTime(published[0], layout))
  if (!publisher) {
    missing.push(`It has no publisher: looked for ${outlet} in the dateline, and for ${hosts} in every line.`)
  }
  if (paragraphs.length === 0) missing.push('It has no text: looked below the dateline, down to the source.')
  return missing
}

function missingTime(line: DateLine | undefined, { dates }: PageLayout): string {
  if (line) return `It has no time: the date line “${line.text}” ${line.fault}.`
  const [month] = dates.months[8] ?? []
  const form = `20 ${month} 2022 12:32 ${Object.keys(dates.zones).join('|')}`
  return `It has no time: looked above the text for a line such as “${form}”.`
}
