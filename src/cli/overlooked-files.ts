import { readdir } from 'node:fs/promises'
import { basename } from 'node:path'

/** Files of the content folder itself, as people call them by mistake, and what they are called. */
const SETTINGS: Readonly<Record<string, string>> = { 'site.yml': 'site.yaml', 'sources.yml': 'sources.yaml' }

const ARTICLES = 'articles/'

/** Endings that editors and systems give to Markdown, beside `.md`. */
const MARKDOWN = /\.(?:md|markdown|mdown|mkd|md\.txt)$/i

/**
 * Finds the files of a content folder that somebody seems to have meant to be read, and that are not, because of their name or
 * place. Returns the end of a sentence about each, by its path below the folder. Returns none where the folder can't be
 * listed: reading its articles tells of that.
 */
export async function overlookedFiles(root: string): Promise<ReadonlyMap<string, string>> {
  const paths = await readdir(root, { recursive: true }).catch(() => [])
  const told = paths.sort().flatMap((path) => {
    const advice = adviceOn(path.replaceAll('\\', '/'))
    return advice ? [[path, `is not read; ${advice}`] as const] : []
  })
  return new Map(told)
}

function adviceOn(path: string): string | undefined {
  const name = basename(path)
  const setting = SETTINGS[path.toLowerCase()]
  if (setting) return `call it ${setting}`
  if (!MARKDOWN.test(name) || /^(?:\.|readme\b)/i.test(name)) return undefined
  const right = name.replace(MARKDOWN, '.md')
  if (path.startsWith(ARTICLES)) return name === right ? undefined : `call it ${right}`
  return path.includes('/') ? undefined : `articles are below ${ARTICLES}`
}
