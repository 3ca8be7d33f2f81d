import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { ReadSite } from '../ingest/content/site-file.ts'
import type { Drawing, SiteAsset } from '../ingest/content/site-looks.ts'
import { DEFAULT_SITE } from '../model/site.ts'
import { writeWhole } from './disk.ts'

/** Where `npm run build` puts the static assets. */
const BUILT_ASSETS = resolve(import.meta.dirname, '../../dist/assets')

/**
 * Puts the files that are built for a site into the folder of static assets. A name holds the digest of what is in the
 * file, so that one which is there is not made again.
 */
export async function publishSite(
  { site, assets }: Pick<ReadSite, 'site' | 'assets'>,
  folder: string,
): Promise<void> {
  for (const asset of assets) await publish(asset, join(folder, asset.path))
  const { icons } = site.looks
  if (icons.favicon === DEFAULT_SITE.looks.icons.favicon) return
  // Browsers and devices also ask for these two without looking into the page.
  const { apple: applePath, favicon: tabPath } = DEFAULT_SITE.looks.icons
  const isBuilt = resolve(folder) !== BUILT_ASSETS && existsSync(join(BUILT_ASSETS, icons.apple))
  for (const path of isBuilt ? [applePath, tabPath] : []) {
    await writeWhole(join(folder, path), await readFile(join(BUILT_ASSETS, path)))
  }
  const [apple, tab] = isBuilt ? [] : [drawingOf(assets, icons.apple), drawingOf(assets, icons.favicon)]
  if (apple) await writeWhole(join(folder, applePath), await draw(apple))
  if (tab) await writeWhole(join(folder, tabPath), await drawIco(tab))
}

function drawingOf(assets: readonly SiteAsset[], path: string): Drawing | undefined {
  const asset = assets.find((one) => one.path === path)
  return asset && 'drawing' in asset ? asset.drawing : undefined
}

async function publish(asset: SiteAsset, file: string): Promise<void> {
  if (existsSync(file)) return
  // In production nothing can be drawn: the build has done that.
  const built = join(BUILT_ASSETS, asset.path)
  await writeWhole(file, existsSync(built) ? await readFile(built) : await bytesOf(asset))
}

async function bytesOf(asset: SiteAsset): Promise<string | Uint8Array> {
  return 'drawing' in asset ? draw(asset.drawing) : asset.content
}

const CLEAR = { r: 0, g: 0, b: 0, alpha: 0 }

async function draw({ source, isVector, size, within }: Drawing): Promise<Uint8Array> {
  // Loaded only where something is drawn: it takes a while.
  const { default: sharp } = await import('sharp')
  const inner = Math.round(size * (within?.part ?? 1))
  // A drawing has few colours, so that a palette makes the file four times smaller.
  const form = { compressionLevel: 9, palette: isVector }
  // A vector image is drawn large first. At the size that it names it may be tiny, and it would be blurred when enlarged.
  const picture = sharp(source, { density: 600, limitInputPixels: 50_000_000 }).resize(inner, inner, {
    fit: 'contain',
    background: CLEAR,
  })
  if (!within) return picture.png(form).toBuffer()
  const [before, after] = [Math.floor((size - inner) / 2), Math.ceil((size - inner) / 2)]
  const edges = { top: before, left: before, bottom: after, right: after }
  const framed = await picture
    .extend({ ...edges, background: CLEAR })
    .png()
    .toBuffer()
  return sharp(framed).flatten({ background: within.colour }).png(form).toBuffer()
}

/** The sizes of an icon in tabs, in pixels. */
const TAB_SIZES = [16, 32, 48]

/** An icon as an ICO file with PNG images: a head, an entry of 16 bytes for each image, and the images. */
async function drawIco(drawing: Drawing): Promise<Uint8Array> {
  const images = await Promise.all(TAB_SIZES.map((size) => draw({ ...drawing, size })))
  const head = new DataView(new ArrayBuffer(6 + 16 * images.length))
  // The type of an icon is 1.
  head.setUint16(2, 1, true)
  head.setUint16(4, images.length, true)
  let offset = head.byteLength
  for (const [index, image] of images.entries()) {
    const entry = 6 + 16 * index
    const size = TAB_SIZES[index] ?? 0
    head.setUint8(entry, size)
    head.setUint8(entry + 1, size)
    // One plane, 32 bits a pixel, so many bytes, from here on.
    head.setUint16(entry + 4, 1, true)
    head.setUint16(entry + 6, 32, true)
    head.setUint32(entry + 8, image.length, true)
    head.setUint32(entry + 12, offset, true)
    offset += image.length
  }
  return Buffer.concat([new Uint8Array(head.buffer), ...images])
}
