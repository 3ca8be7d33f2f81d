import { MemoryContent } from './memory-content.ts'

/** The registry of tests: a publisher, an agency, and one that knows no URL of its own. */
export const SOURCES = `sources:
  - id: republika
    name: Republika
    home: https://www.republika.co.id/
    language: id
    rights: { id: "© {year} Republika", en: "© {year} Republika" }
  - id: reuters
    name: Reuters
    home: https://www.reuters.com/
    rights: { id: bahan dari Reuters, en: material from Reuters }
  - id: antara
    name: Antara
`

/** The site of tests. */
export const SITE = 'name: Warta\nlanguages: [id, en]\n'

/** A time after everything that tests publish: 2026-01-01T00:00:00Z. */
export const NOW = Date.UTC(2026, 0, 1)

/** The text of an article file; fields given replace those of a plain one, `undefined` takes one out. */
export function articleFile(fields: Record<string, unknown> = {}, body = 'Isi berita.'): string {
  const all = {
    id: 'tag:warta.example,2022-09-20:contoh',
    title: 'Contoh',
    language: 'id',
    published: '2022-09-20T12:32:00+07:00',
    summary: 'Ringkasan.',
    authors: [
      { name: 'Lintar Satria', role: 'reporter' },
      { name: 'Friska Yolandha', role: 'editor' },
    ],
    publisher: 'republika',
    sources: ['reuters'],
    ...fields,
  }
  const lines = Object.entries(all)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
  return `---\n${lines.join('\n')}\n---\n${body}\n`
}

/** A folder of these articles, by slug, the registry and the site. */
export function contentOf(articles: Record<string, string>): MemoryContent {
  const files = Object.entries(articles).map(([slug, text]) => [`articles/2022/09/${slug}.md`, text])
  return new MemoryContent({ 'site.yaml': SITE, 'sources.yaml': SOURCES, ...Object.fromEntries(files) })
}
