import { mkdirSync, rmSync } from 'node:fs'
import { copyFile, cp, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { ICONS } from '../model/icons.ts'
import { type Fault, formatFault, type Result } from '../model/result.ts'
import { ContentFolder } from './content-folder.ts'

/** What pages and feeds are dressed with. */
const DRESS = ['style.css', 'feed.css', 'page.js'] as const

// The name of an image holds the digest of it, so what it names never changes. Style sheets and script keep
// their names, and stay no longer than a page does, whose markup they have to fit. Icons hardly change.
const HEADERS = `/media/*
  Cache-Control: public, max-age=31536000, immutable
  Access-Control-Allow-Origin: *
${DRESS.map((file) => `/${file}\n  Cache-Control: public, max-age=300\n`).join('')}${ICONS.map((file) => `/${file}\n  Cache-Control: public, max-age=86400\n`).join('')}`

/**
 * Puts all static assets into a folder: style sheets, script, icons, images, their headers. Fails, without images, where
 * a part of content/ can't be listed.
 */
export async function publishAssets(
  content: ContentFolder,
  assets: string,
): Promise<Result<void, readonly Fault[]>> {
  mkdirSync(assets, { recursive: true })
  for (const file of DRESS) {
    await copyFile(resolve(import.meta.dirname, '../pages', file), join(assets, file))
  }
  await cp(resolve(import.meta.dirname, '../pages/icons'), assets, { recursive: true })
  await writeFile(join(assets, '_headers'), HEADERS)
  return content.publishMedia(assets)
}

// `npm run build`, and the build command of wrangler.toml: makes the folder anew.
if (import.meta.main) {
  rmSync('dist/assets', { recursive: true, force: true })
  const published = await publishAssets(new ContentFolder(resolve('content')), 'dist/assets')
  if (!published.ok) throw new Error(published.failure.map(formatFault).join('\n'))
}
