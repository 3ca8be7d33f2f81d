import { mkdirSync } from 'node:fs'
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Fault, formatFault, type Result } from '../model/result.ts'
import { NOTICE_MARK, STYLES_AND_SCRIPT } from '../pages/browser/index.ts'
import { headersFile } from '../serve/asset-headers.ts'
import { LANGUAGES } from '../words/index.ts'
import { drawAllCards } from './publish-cards.ts'
import { ContentFolder } from './content-folder.ts'

const FOLDER = resolve(import.meta.dirname, '../pages/browser')

/**
 * Puts all static assets into a folder: style sheets, script, icons, images, their headers. Fails, without images, where
 * a part of content/ can't be listed. Returns the paths of the images below the folder.
 */
export async function publishAssets(
  content: ContentFolder,
  assets: string,
): Promise<Result<readonly string[], readonly Fault[]>> {
  mkdirSync(assets, { recursive: true })
  for (const [file, parts] of Object.entries(STYLES_AND_SCRIPT)) {
    await writeFile(join(assets, file), await joined(parts))
  }
  await cp(join(FOLDER, 'icons'), assets, { recursive: true })
  await writeFile(join(assets, '_headers'), headersFile())
  return content.publishMedia(assets)
}

async function joined(parts: readonly string[]): Promise<string> {
  const texts = await Promise.all(parts.map((part) => readFile(join(FOLDER, part), 'utf8')))
  return texts.join('\n').replace(NOTICE_MARK, rawNotice)
}

/** The notice in all languages, a line each, as it stands within a string of CSS. */
function rawNotice(): string {
  const notices = [...LANGUAGES.values()].map(({ page }) => page.rawNotice)
  return notices.map((notice) => notice.replace(/["\\]/g, '\\$&')).join(' \\A ')
}

// `npm run build`, and the build command of wrangler.toml.
if (import.meta.main) {
  const folder = 'dist/assets'
  const content = new ContentFolder(resolve('content'))
  const published = await publishAssets(content, folder)
  if (!published.ok) throw new Error(published.failure.map(formatFault).join('\n'))
  const drawn = await drawAllCards(content, folder)
  if (drawn.ok) {
    const paths = [...published.value, ...drawn.value].map((path) => join(folder, path))
    await keepOnly(join(folder, 'media'), new Set(paths))
  } else {
    // A sync would say what is wrong. Until then the cards of the build before have to do.
    process.stderr.write('warta: content/ has faults, so no cards for link previews were drawn (npm run check)\n')
  }
}

// Pictures in smaller sizes take long to make, and their names hold digests: what is there from the build before stays.
async function keepOnly(folder: string, wanted: ReadonlySet<string>): Promise<void> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const one of found) {
    const path = join(one.parentPath, one.name)
    if (one.isFile() && !wanted.has(path)) await rm(path)
  }
}
