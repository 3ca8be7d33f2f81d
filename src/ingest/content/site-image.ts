import { imageSize } from 'image-size'
import { failed, type Result, success } from '../../model/result.ts'

/** An image of the site's owner: a vector image, or pixels. */
export interface SiteImage {
  readonly bytes: Uint8Array
  readonly type: 'svg' | 'png'
  /** Pixels; of a vector image none. */
  readonly width?: number
  readonly height?: number
}

/** The largest image, in bytes. */
export const IMAGE_LIMIT = 2_000_000

/** The largest icon that is made, in pixels. */
export const LARGEST_ICON = 512

/** Reads an image by what is in it. Fails with what is wrong and how to mend it. */
export function readSiteImage(bytes: Uint8Array | undefined): Result<SiteImage, string> {
  if (!bytes) return failed('is not there; mend the path or put the file into the content folder')
  if (bytes.length > IMAGE_LIMIT) return failed(`is larger than ${IMAGE_LIMIT} bytes; make it smaller`)
  try {
    const { type, width, height } = imageSize(bytes)
    if (type === 'svg') return success({ bytes, type })
    if (type === 'png') return success({ bytes, type, width, height })
  } catch {
    // Said below: it is no image that is known.
  }
  return failed('is no SVG and no PNG image; save it as one of them')
}

/** Why an image is no icon, and how to mend it; `undefined` where it is one. */
export function iconFault({ width = LARGEST_ICON, height = LARGEST_ICON }: SiteImage): string | undefined {
  const size = `is ${width} x ${height} pixels`
  if (width !== height) return `${size}; an icon is square, so cut it to a square`
  if (width < LARGEST_ICON) {
    return `${size}; the largest icon has ${LARGEST_ICON}, so give one of that size, or an SVG`
  }
  return undefined
}
