import { mkdirSync, rmSync } from 'node:fs'
import { cp, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { readSiteFile } from '../ingest/content/site-file.ts'
import { noticeIn } from '../ingest/content/site-looks.ts'
import { type Fault, failed, formatFault, type Result } from '../model/result.ts'
import { DEFAULT_SITE } from '../model/site.ts'
import { NOTICE_MARK, STYLES_AND_SCRIPT } from '../pages/browser/index.ts'
import { headersFile } from '../serve/asset-headers.ts'
import { ContentFolder } from './content-folder.ts'
import { publishSite } from './site-assets.ts'

const FOLDER = resolve(import.meta.dirname, '../pages/browser')

/**
 * Puts all static assets into a folder: style sheets, script, icons, images, their headers. Fails, without images, where
 * a part of content/ can't be listed, or site.yaml is faulty.
 */
export async function publishAssets(
  content: ContentFolder,
  assets: string,
): Promise<Result<void, readonly Fault[]>> {
  await publishOwnAssets(assets)
  return publishContent(content, assets)
}

/** Puts those static assets into a folder that are of the content: what is built for its site, and its images. */
export async function publishContent(
  content: ContentFolder,
  assets: string,
): Promise<Result<void, readonly Fault[]>> {
  const site = await readSiteFile(content)
  if (!site.ok) return failed(site.failure)
  await publishSite(site.value, assets)
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
  return texts.join('\n').replace(NOTICE_MARK, () => noticeIn(DEFAULT_SITE.languages))
}

// `npm run build`, and the build command of wrangler.toml: makes the folder anew.
if (process.argv[1] === import.meta.filename) {
  rmSync('dist/assets', { recursive: true, force: true })
  const published = await publishAssets(new ContentFolder(resolve('content')), 'dist/assets')
  if (!published.ok) throw new Error(published.failure.map(formatFault).join('\n'))
}
