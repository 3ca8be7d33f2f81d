import type { ImportedImage } from '../common/importer.ts'
import { webUrlOf } from '../feed/feed-links.ts'
import { mentionOf, personOf, splitByline } from '../feed/feed-people.ts'
import { titleOf } from '../feed/feed-text.ts'
import type { HtmlPage } from './html-page.ts'
import type { Told } from './html-told.ts'

const TIMES = [
  'article:published_time datepublished og:published_time parsely-pub-date publishdate publish_date',
  'pubdate dc.date.issued dcterms.created dcterms.issued dc.date date content_publishdate',
]
const CHANGES = 'article:modified_time datemodified og:updated_time dcterms.modified last-modified'

/** What the meta elements of a page and its other markup tell: Open Graph, Dublin Core and plain names. */
export function toldByMeta(page: HtmlPage): Partial<Told> {
  const first = (names: string) => names.split(' ').flatMap((name) => page.metas.get(name) ?? [])[0]
  const bylines = authorNames(page).map(splitByline)
  const title = first('og:title twitter:title dc.title headline') ?? page.heading ?? page.title
  const summary = first('og:description description twitter:description dc.description')
  return {
    title: title && (titleOf(title) || undefined),
    summary: summary && (titleOf(summary) || undefined),
    language: page.language ?? first('content-language dc.language inlanguage og:locale'),
    published: first(TIMES.join(' ')) ?? page.time,
    updated: first(CHANGES),
    reporters: bylines.flatMap(({ names }) => names.flatMap((name) => personOf(name) ?? [])),
    editors: (page.metas.get('editor') ?? []).flatMap((name) => personOf(name) ?? []),
    publisher: mentionOf(first('og:site_name publisher dc.publisher application-name'), homeOf(page)),
    sources: bylines.flatMap(({ agency }) => (agency ? [{ name: agency }] : [])),
    page: webUrlOf(page.canonical, page.base) ?? webUrlOf(first('og:url'), page.base),
    image: imageOf(page, first),
    tags: tagsOf(page),
    rights: first('copyright dcterms.rights dc.rights rights'),
  }
}

// article:author is by its definition the address of a profile, which names nobody.
function authorNames({ metas }: HtmlPage): string[] {
  const found = ['author', 'article:author', 'dc.creator', 'parsely-author', 'byl', 'content_author']
    .map((name) => (metas.get(name) ?? []).filter((value) => !/^(?:https?:|@)/.test(value)))
    .find((values) => values.length > 0)
  return found ?? []
}

function homeOf({ canonical, base }: HtmlPage): string | undefined {
  const page = webUrlOf(canonical, base) ?? webUrlOf(base)
  return page && new URL('/', page).href
}

function imageOf(
  { base }: HtmlPage,
  first: (names: string) => string | undefined,
): ImportedImage | undefined {
  const url = webUrlOf(first('og:image og:image:secure_url og:image:url twitter:image'), base)
  if (!url) return undefined
  const alt = first('og:image:alt twitter:image:alt')
  return {
    url,
    ...pixels('width', first('og:image:width')),
    ...pixels('height', first('og:image:height')),
    ...(alt && { alt }),
  }
}

function pixels(name: 'width' | 'height', text: string | undefined) {
  const number = Number.parseInt(text ?? '', 10)
  return number > 0 && number <= 100_000 ? { [name]: number } : {}
}

function tagsOf({ metas }: HtmlPage): string[] {
  const tags = metas.get('article:tag') ?? metas.get('news_keywords') ?? metas.get('keywords') ?? []
  return [...tags, ...(metas.get('article:section') ?? [])]
}
