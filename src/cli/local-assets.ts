import { readFile } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { typeOfExtension } from '../model/media-type.ts'
import { headersOf } from '../serve/asset-headers.ts'
import { Response } from './miniflare.ts'

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  ico: 'image/vnd.microsoft.icon',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
}

/** Draws what is missing at a path of the folder, and says whether it did. */
export type DrawMissing = (path: string) => Promise<boolean>

/**
 * Answers with a static asset of a folder. Miniflare lists its static assets once, when it starts. Here images that are
 * added later are served too. A card for link previews is drawn when somebody asks for it, because all of them take long.
 */
export async function serveAsset(url: string, assets: string, draw?: DrawMissing): Promise<Response> {
  const { pathname } = new URL(url)
  const extension = extname(pathname).slice(1).toLowerCase()
  const type = TYPES[extension] ?? typeOfExtension(extension)
  if (!type) return new Response(null, { status: 404 })
  try {
    const file = join(assets, decodeURIComponent(pathname))
    // An encoded slash or dot must not lead out of the folder.
    if (!file.startsWith(assets + sep)) return new Response(null, { status: 404 })
    const bytes = await readFile(file)
    return new Response(bytes, { headers: { 'Content-Type': type, ...headersOf(pathname) } })
  } catch {
    // Where nothing can be drawn, a preview has no picture.
    if (await draw?.(pathname).catch(() => false)) return serveAsset(url, assets)
    return new Response(null, { status: 404 })
  }
}
