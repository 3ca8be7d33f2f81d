import { copyFileSync, existsSync } from 'node:fs'
import { rename } from 'node:fs/promises'

/** The widths, in pixels, in which pictures are kept beside the original: a phone, two columns, the width of a page. */
const WIDTHS = [480, 960, 1440] as const

// These are made smaller, as WebP: an AVIF would take seconds to make. A GIF is left as it is, because it may move, and the
// smaller one would not.
const SHRUNK = ['image/jpeg', 'image/png', 'image/webp', 'image/avif']

/** The widths in which a picture of this type and width is kept as WebP too: those that are smaller than its own. */
export function widthsOf(type: string, width: number): number[] {
  return SHRUNK.includes(type) ? WIDTHS.filter((one) => one < width) : []
}

/**
 * Makes a picture in a smaller width, as WebP, where there is no such file yet. A file that can't be read as a picture is
 * copied as it is: browsers show more than the library reads.
 */
export async function makeSmaller(source: string, target: string, width: number): Promise<void> {
  if (existsSync(target)) return
  // Written under another name first: where the write is interrupted, no half of a picture is left under the right one.
  const temporary = `${target}.${process.pid}.tmp`
  try {
    const { default: sharp } = await import('sharp')
    await sharp(source, { failOn: 'none' })
      .autoOrient()
      .resize({ width })
      .webp({ quality: 78, effort: 4 })
      .toFile(temporary)
  } catch {
    copyFileSync(source, temporary)
  }
  await rename(temporary, target)
}
