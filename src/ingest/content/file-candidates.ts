import { dump } from 'js-yaml'
import { momentText } from '../../formats/dates.ts'
import { type Article, type Image, type Recording, SITE_MARK } from '../../model/article.ts'
import { FURTHER_NOTICE, NEVER } from '../../model/lifecycle.ts'
import type { Moment } from '../../model/moment.ts'
import { htmlToMarkdown } from '../import/common/html-to-markdown.ts'
import type { DraftArticle } from './article-file.ts'

/**
 * The name, relative to an article's file, of a media file of ours that has this path on the site; `undefined` where there
 * is no such file.
 */
export type MediaName = (path: string) => string | undefined

/**
 * Texts of a file that may give a stored article when it is read, the nicest one first: with its body as Markdown, then as
 * the HTML that it is. Where the body shows the picture, a text that leaves it to the body comes after one that names it.
 * Which one does give the article, only reading them tells: see `saysTheSame`. `hold` is until when it is held back, in ms
 * since the epoch.
 */
export function* fileCandidates(article: Article, mediaName: MediaName, hold?: number): Generator<string> {
  const html = withNames(article.body, mediaName)
  const bodies = [
    { body: htmlToMarkdown(html), format: undefined },
    { body: html, format: 'html' },
  ]
  const { image, recordings } = article
  // Mostly the body shows all recordings, so that the file need not list them.
  const sounds = recordings
    ? [undefined, recordings.map((one) => writtenRecording(one, mediaName))]
    : [undefined]
  const images = image?.inBody
    ? [writtenImage(image, mediaName), undefined]
    : [image && writtenImage(image, mediaName)]
  for (const { body, format } of bodies) {
    for (const image of images) {
      for (const recordings of sounds) {
        const fields = { ...frontMatterOf(article, hold), image, recordings, format }
        yield `---\n${dump(withoutMissing(fields), { lineWidth: -1, noRefs: true })}---\n${body}\n`
      }
    }
  }
}

function withoutMissing(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

/** Whether what a file holds is the stored article, in whatever order of members. A card is made of what it says. */
export function saysTheSame(draft: DraftArticle, article: Article): boolean {
  return textOf({ ...draft, hasCard: undefined }) === textOf({ ...article, hasCard: undefined })
}

function textOf(value: object): string {
  return JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  )
}

// Every other member of a stored article has the name and the form that it has in a file. The sizes of pictures, and
// whether there is a card, are seen from the files themselves.
function frontMatterOf(
  { slug, body, recordings, image, pictures, hasCard, ...article }: Article,
  hold: number | undefined,
) {
  const { publisher, sources, ...fields } = article
  const { id, title, language, published, updated, summary, dateline, authors, original, ...others } = fields
  // What was corrected before the end of its embargo was published with that end, and a file has to say both times.
  const first = (article.corrections ?? []).reduce(
    (one, { at }) => (at.instant < one.instant ? at : one),
    published,
  )
  const isDated = updated.instant !== published.instant || updated.offset !== published.offset
  return {
    id,
    title,
    language,
    published: momentText(first),
    embargo: first === published || hold === NEVER ? embargoOf(hold) : momentText(published),
    updated: isDated ? momentText(updated) : undefined,
    summary: summary || undefined,
    dateline,
    authors: nonEmpty(authors),
    publisher: publisher.id,
    sources: nonEmpty(sources.map(({ id }) => id)),
    original,
    ...Object.fromEntries(Object.entries(others).map(([name, value]) => [name, writtenValue(value)])),
  }
}

function embargoOf(hold: number | undefined): string | undefined {
  if (hold === undefined) return undefined
  return hold === NEVER ? FURTHER_NOTICE : momentText({ instant: hold, offset: 0 })
}

function writtenValue(value: unknown): unknown {
  return Array.isArray(value) ? nonEmpty(value.map(writtenMember)) : writtenMember(value)
}

/** A value with all moments in it as texts: those of corrections too. */
function writtenMember(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(writtenMember)
  if (typeof value !== 'object' || value === null) return value
  if ('instant' in value && 'offset' in value) return momentText(value as Moment)
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, writtenMember(one)]))
}

function writtenRecording({ url, ...recording }: Recording, mediaName: MediaName) {
  if (!url.startsWith(SITE_MARK)) return { url, ...recording }
  const file = mediaName(url.slice(SITE_MARK.length))
  return { ...(file !== undefined && { file: decodeURIComponent(file) }), ...recording }
}

function writtenImage({ inBody, type, widths, ...image }: Image, mediaName: MediaName) {
  const { url, width, height, ...others } = image
  if (!url?.startsWith(SITE_MARK)) return image
  const file = mediaName(url.slice(SITE_MARK.length))
  return { ...(file !== undefined && { file: decodeURIComponent(file) }), ...others }
}

// A file beside the article by its name, everything else of our site by its path.
function withNames(body: string, mediaName: MediaName): string {
  const [first = '', ...parts] = body.split(SITE_MARK)
  return (
    first + parts.map((part) => part.replace(/^\/media\/[^"?#]*/, (path) => mediaName(path) ?? path)).join('')
  )
}

function nonEmpty<Value>(values: readonly Value[]): readonly Value[] | undefined {
  return values.length > 0 ? values : undefined
}
