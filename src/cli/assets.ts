import { mkdirSync, rmSync } from 'node:fs'
import { cp, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Fault, formatFault, type Result } from '../model/result.ts'
import { NOTICE_MARK, STYLES_AND_SCRIPT } from '../pages/browser/index.ts'
import { headersFile } from '../serve/asset-headers.ts'
import { LANGUAGES } from '../words/index.ts'
import { ContentFolder } from './content-folder.ts'

const FOLDER = resolve(import.meta.dirname, '../pages/browser')

/**
 * Puts all static assets into a folder: style sheets, script, icons, images, their headers. Fails, without images, where
 * a part of content/ can't be listed.
 */
export async function publishAssets(
  content: ContentFolder,
  assets: string,
): Promise<Result<void, readonly Fault[]>> {
  await publishOwnAssets(assets)
  return content.publishMedia(assets)
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

// `npm run build`, and the build command of wrangler.toml: makes the folder anew.
if (process.argv[1] === import.meta.filename) {
  rmSync('dist/assets', { recursive: true, force: true })
  const published = await publishAssets(new ContentFolder(resolve('content')), 'dist/assets')
  if (!published.ok) throw new Error(published.failure.map(formatFault).join('\n'))
}
