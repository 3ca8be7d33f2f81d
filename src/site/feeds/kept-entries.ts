import type { Entry } from '../../formats/document.ts'
import type { Site } from '../../serve/context.ts'
import type { ListedArticle } from '../../storage/read/consistent-read.ts'
import { toEntry } from './entry.ts'

type Named = Pick<Site, 'origin' | 'authority'>

// An article that an isolate keeps is the same object in every feed, and nobody changes it. So its entry is kept with it,
// and with the entry the markup that writers have made of it. An isolate answers for few origins.
const ENTRIES = new WeakMap<ListedArticle, { readonly site: Named; readonly entry: Entry }>()

/** An article as an entry of a feed, made once for each object. */
export function entryOf(article: ListedArticle, site: Named): Entry {
  const kept = ENTRIES.get(article)
  if (kept?.site.origin === site.origin && kept.site.authority === site.authority) return kept.entry
  const entry = toEntry(article, site)
  ENTRIES.set(article, { site, entry })
  return entry
}
