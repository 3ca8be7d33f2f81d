import { mkdirSync } from 'node:fs'
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Fault, formatFault, type Result, success } from '../model/result.ts'
import { NOTICE_MARK, STYLES_AND_SCRIPT } from '../pages/browser/index.ts'
import { headersFile } from '../serve/asset-headers.ts'
import { LANGUAGES } from '../words/index.ts'
import { ContentFolder } from './content-folder.ts'
import { drawAllCards } from './publish-cards.ts'

const FOLDER = resolve(import.meta.dirname, '../pages/browser')

/**
 * Puts all static assets into a folder: style sheets, script, icons, images, cards for link previews, their headers. What
 * is there of an earlier time stays where it is still wanted, because pictures in smaller sizes take long to make. Fails,
 * without images, where a part of content/ can't be listed.
 */
export async function publishAssets(
  content: ContentFolder,
  assets: string,
): Promise<Result<void, readonly Fault[]>> {
  await publishOwnAssets(assets)
  const published = await content.publishMedia(assets)
  if (!published.ok) return published
  const drawn = await drawAllCards(content, assets)
  // A sync says what is wrong. Until then the cards of the time before have to do.
  if (drawn.ok) await keepOnly(assets, [...published.value, ...drawn.value])
  return success(undefined)
}

async function keepOnly(assets: string, wanted: readonly string[]): Promise<void> {
  const kept = new Set(wanted.map((path) => join(assets, path)))
  const media = join(assets, 'media')
  const found = await readdir(media, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const one of found) {
    const path = join(one.parentPath, one.name)
    if (one.isFile() && !kept.has(path)) await rm(path)
  }
}

/** Puts those static assets into a folder that come with Warta. */
export async function publishOwnAssets(assets: string): Promise<void> {
  mkdirSync(assets, { recursive: true })
  for (const [file, parts] of Object.entries(STYLES_AND_SCRIPT)) {
    await writeFile(join(assets, file), await joined(parts))
  }
  await cp(join(FOLDER, 'icons'), assets, { recursive: true })
  await writeFile(join(assets, '_headers'), headersFile())
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
  const published = await publishAssets(new ContentFolder(resolve('content')), 'dist/assets')
  if (!published.ok) throw new Error(published.failure.map(formatFault).join('\n'))
}
