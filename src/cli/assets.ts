import { mkdirSync, rmSync } from 'node:fs'
import { copyFile, cp, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { ICONS } from '../model/icons.ts'
import { ContentFolder } from './content-folder.ts'

// A name under /media/ holds the digest of its image, so what it names never changes. The icons hardly do.
const HEADERS = `/media/*
  Cache-Control: public, max-age=31536000, immutable
  Access-Control-Allow-Origin: *
${ICONS.map((file) => `/${file}\n  Cache-Control: public, max-age=86400\n`).join('')}`

/** Puts everything that is served as a static asset into a folder: style sheet, icons, images, their headers. */
export async function publishAssets(content: ContentFolder, assets: string): Promise<void> {
  mkdirSync(assets, { recursive: true })
  await copyFile(resolve(import.meta.dirname, '../pages/style.css'), join(assets, 'style.css'))
  await cp(resolve(import.meta.dirname, '../pages/icons'), assets, { recursive: true })
  await writeFile(join(assets, '_headers'), HEADERS)
  await content.publishMedia(assets)
}

// `npm run build`, and the build command of wrangler.toml: makes the folder anew.
if (import.meta.main) {
  rmSync('dist/assets', { recursive: true, force: true })
  await publishAssets(new ContentFolder(resolve('content')), 'dist/assets')
}
