import { readByline } from '../common/byline.ts'
import type { ImportedImage } from '../common/importer.ts'
import { personOf } from '../common/names.ts'
import { titleOf } from '../common/plain-text.ts'
import { sizeOf } from '../common/renditions.ts'
import { keywordsIn, subjectsIn } from '../common/subjects.ts'
import { homeOf, mentionOf, webUrlOf } from '../common/web-addresses.ts'
import type { PageData } from './page-data.ts'
import type { HtmlPage } from './page-tree.ts'

const TIMES = [
  'article:published_time datepublished og:published_time parsely-pub-date publishdate publish_date',
  'pubdate dc.date.issued dcterms.created dcterms.issued dc.date date content_publishdate',
]
const CHANGES = 'article:modified_time datemodified og:updated_time dcterms.modified last-modified'

/** What the meta elements of a page and its other markup say: Open Graph, Dublin Core and plain names. */
export function readMetaElements(page: HtmlPage): Partial<PageData> {
  const first = (names: string) => names.split(' ').flatMap((name) => page.metas.get(name) ?? [])[0]
  const bylines = authorNames(page).map((name) => readByline(name))
  const title = first('og:title twitter:title dc.title headline') ?? page.heading ?? page.title
  const site = first('og:site_name publisher dc.publisher application-name')
  const summary = first('og:description description twitter:description dc.description')
  return {
    title: title && (titleOf(title) || undefined),
    summary: summary && (titleOf(summary) || undefined),
    language: page.language ?? first('content-language dc.language inlanguage og:locale'),
    published: first(TIMES.join(' ')) ?? page.time,
    updated: first(CHANGES),
    reporters: bylines.flatMap(({ people }) => people.map((name) => ({ name }))),
    editors: (page.metas.get('editor') ?? []).flatMap((name) => personOf(name) ?? []),
    publisher: site ? mentionOf(site, siteOf(page)) : undefined,
    sources: bylines.flatMap(({ organisations }) => organisations.map((name) => ({ name }))),
    page: webUrlOf(page.canonical, page.base) ?? webUrlOf(first('og:url'), page.base),
    image: imageOf(page, first),
    tags: keywordsOf(page),
    rights: first('copyright dcterms.rights dc.rights rights'),
  }
}

// By its definition article:author is the address of a profile, which names nobody.
function authorNames({ metas }: HtmlPage): string[] {
  const found = ['author', 'article:author', 'dc.creator', 'parsely-author', 'byl', 'content_author']
    .map((name) => (metas.get(name) ?? []).filter((value) => !/^(?:https?:|@)/.test(value)))
    .find((values) => values.length > 0)
  return found ?? []
}

function siteOf({ canonical, base }: HtmlPage): string | undefined {
  const page = webUrlOf(canonical, base) ?? webUrlOf(base)
  return page && homeOf(page)
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
    ...sizeOf(first('og:image:width'), first('og:image:height')),
    ...(alt && { alt }),
  }
}

function keywordsOf({ metas }: HtmlPage): string[] {
  const lists = metas.get('news_keywords') ?? metas.get('keywords') ?? []
  const tags = metas.get('article:tag')?.flatMap(subjectsIn) ?? lists.flatMap(keywordsIn)
  return [...tags, ...(metas.get('article:section') ?? [])]
}
