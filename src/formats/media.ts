import { EMPTY, element, empty, join, leaf, type Xml } from '../xml/write.ts'
import type { Entry, Photo } from './document.ts'
import type { MediaFile } from './enclosure.ts'

/** Media RSS 1.5.1, the elements that RSS items and Atom entries share. */
export const MEDIA_NAMESPACE = 'http://search.yahoo.com/mrss/'

/**
 * The picture with its caption and credit. It stands after the body: a `media:description` before it is
 * read as the item's summary by feedparser. Without its picture only the credit is written, for the same
 * reason.
 */
export function photoElement({ photo }: Entry): Xml {
  if (!photo) return EMPTY
  if (!photo.url) return credit(photo)
  return element(
    'media:content',
    join([
      leaf('media:description', photo.caption, { type: 'plain' }),
      credit(photo),
      leaf('media:copyright', photo.rights),
    ]),
    { url: photo.url, medium: 'image', type: photo.type, width: photo.width, height: photo.height },
  )
}

/** A media file that is not the item's one enclosure. */
export function mediaElement(file: MediaFile): Xml {
  return empty('media:content', {
    url: file.url,
    medium: file.medium,
    type: file.type,
    fileSize: file.length || undefined,
    duration: file.duration,
  })
}

function credit(photo: Photo): Xml {
  return leaf('media:credit', photo.credit, { role: 'photographer', scheme: 'urn:ebu' })
}
