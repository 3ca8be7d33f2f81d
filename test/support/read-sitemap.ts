import { Parser } from 'htmlparser2'

/** A `url` of a sitemap, or a `sitemap` of an index: what its elements say, by name. */
export type SitemapEntry = Readonly<Record<string, string>>

export interface ReadSitemap {
  /** `urlset` or `sitemapindex`. */
  readonly root: string
  readonly entries: readonly SitemapEntry[]
}

/** Reads a sitemap in workerd, where libxml2 does not run. */
export function readSitemap(xml: string): ReadSitemap {
  const path: string[] = []
  const entries: Record<string, string>[] = []
  let root = ''
  const parser = new Parser(
    {
      onopentag: (name) => {
        root ||= name
        path.push(name)
        if (path.length === 2) entries.push({})
        if (path.length > 2) Object.assign(entries.at(-1) ?? {}, { [name]: '' })
      },
      ontext: (text) => {
        const [entry, name] = [entries.at(-1), path.at(-1)]
        if (entry && name && path.length > 2) entry[name] += text
      },
      onclosetag: () => {
        path.pop()
      },
    },
    { xmlMode: true },
  )
  parser.end(xml)
  return { root, entries }
}

/** The addresses that a sitemap lists, in its order. */
export function locationsOf(xml: string): string[] {
  return readSitemap(xml).entries.map(({ loc }) => String(loc))
}
