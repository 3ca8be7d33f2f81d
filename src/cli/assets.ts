import { mkdirSync, realpathSync } from 'node:fs'
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { readSiteFile } from '../ingest/content/site-file.ts'
import { noticeIn } from '../ingest/content/site-looks.ts'
import { type Fault, failed, formatFault, type Result, success } from '../model/result.ts'
import { DEFAULT_SITE } from '../model/site.ts'
import { NOTICE_MARK, STYLES_AND_SCRIPT } from '../pages/browser/index.ts'
import { headersFile } from '../serve/asset-headers.ts'
import { openApi } from './api-schema/openapi.ts'
import { ARTICLE_DOCUMENT } from './api-schema/sent-schemas.ts'
import { ContentFolder } from './content-folder.ts'
import { writeEntityTable } from './entity-table.ts'
import { drawAllCards } from './publish-cards.ts'
import { publishSite } from './site-assets.ts'

/** The variable of the environment that tells the build command to leave content/ alone. */
export const CODE_ALONE = 'WARTA_CODE_ALONE'

const BUILT_ASSETS = 'dist/assets'
const FOLDER = resolve(import.meta.dirname, '../pages/browser')

/**
 * Puts all static assets into a folder: style sheets, script, icons, images, cards for link previews, their headers. Images
 * of an earlier time stay where they are still wanted, because smaller sizes take long to make. Fails, without images,
 * where a part of content/ can't be listed, or site.yaml is faulty.
 */
export async function publishAssets(
  content: ContentFolder,
  assets: string,
): Promise<Result<void, readonly Fault[]>> {
  await publishOwnAssets(assets)
  const published = await publishContent(content, assets)
  if (!published.ok) return published
  const drawn = await drawAllCards(content, assets)
  // Where the content is faulty, no card is drawn and nothing is removed. A sync says what is wrong.
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

/**
 * Puts those static assets into a folder that are of the content: what is built for its site, and its images. Returns the
 * paths of the images below the folder.
 */
export async function publishContent(
  content: ContentFolder,
  assets: string,
): Promise<Result<readonly string[], readonly Fault[]>> {
  const site = await readSiteFile(content)
  if (!site.ok) return failed(site.failure)
  await publishSite(site.value, assets)
  return content.publishMedia(assets)
}

/** Puts those static assets into a folder that come with Warta: style sheets, script, icons, descriptions of the API. */
export async function publishOwnAssets(assets: string): Promise<void> {
  mkdirSync(assets, { recursive: true })
  for (const [file, parts] of Object.entries(STYLES_AND_SCRIPT)) {
    await writeFile(join(assets, file), await joined(parts))
  }
  await cp(join(FOLDER, 'icons'), assets, { recursive: true })
  await writeFile(join(assets, '_headers'), headersFile())
  mkdirSync(join(assets, 'api'), { recursive: true })
  const descriptions = { 'api/openapi.json': openApi(), 'api/article.schema.json': ARTICLE_DOCUMENT }
  for (const [file, one] of Object.entries(descriptions))
    await writeFile(join(assets, file), JSON.stringify(one))
}

async function joined(parts: readonly string[]): Promise<string> {
  const texts = await Promise.all(parts.map((part) => readFile(join(FOLDER, part), 'utf8')))
  return texts.join('\n').replace(NOTICE_MARK, () => noticeIn(DEFAULT_SITE.languages))
}

// `npm run build`, and the build command of wrangler.toml: makes the folder anew, but for the images; and what the bundle
// has in place of a table. Through a symbolic link it is called by another name.
if (process.argv[1] && realpathSync(process.argv[1]) === import.meta.filename) {
  await writeEntityTable('dist/bundle')
  await (process.env[CODE_ALONE] ? publishOwnAssets(BUILT_ASSETS) : buildAssets(BUILT_ASSETS))
}

async function buildAssets(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (name !== 'media') await rm(join(folder, name), { recursive: true })
  }
  const published = await publishAssets(new ContentFolder(resolve('content')), folder)
  if (published.ok) return
  for (const fault of published.failure) process.stderr.write(`${formatFault(fault)}\n`)
  process.exitCode = 1
}
