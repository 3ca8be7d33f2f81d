import type { Enclosure } from 'feed'
import type { Entry } from './document.ts'

type Medium = 'image' | 'audio' | 'video'

/** A media file of an item, its media type settled. */
export interface MediaFile extends Enclosure {
  readonly type: string
  readonly medium?: Medium
}

// The types that news media come in; `image/jpg`, which guessing from the file name would give, is none.
const TYPES: Readonly<Record<string, string>> = {
  avif: 'image/avif',
  gif: 'image/gif',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  m4a: 'audio/mp4',
  m4v: 'video/mp4',
  mov: 'video/quicktime',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  oga: 'audio/ogg',
  ogg: 'audio/ogg',
  png: 'image/png',
  svg: 'image/svg+xml',
  wav: 'audio/wav',
  webm: 'video/webm',
  webp: 'image/webp',
}

/** Every media file of an item, the most important first: video, audio, image, then the plain enclosure. */
export function mediaFiles(item: Entry): MediaFile[] {
  const files: MediaFile[] = []
  for (const medium of ['video', 'audio', 'image'] as const) {
    const file = item[medium]
    if (file) files.push(settle(typeof file === 'string' ? { url: file } : file, medium))
  }
  if (item.enclosure) files.push(settle(item.enclosure))
  return files
}

// Of a URL or a path: what stands between the authority, and query or fragment.
const PATH = /^(?:[a-z][a-z\d+.-]*:\/\/[^/?#]*)?([^?#]*)/i

/** The media type that the end of a URL's path tells, if any. */
export function typeOfUrl(url: string): string | undefined {
  const path = PATH.exec(url)?.[1] ?? ''
  return TYPES[path.slice(path.lastIndexOf('.') + 1).toLowerCase()]
}

function settle(file: Enclosure, medium?: Medium): MediaFile {
  const type = file.type ?? typeOfUrl(file.url) ?? 'application/octet-stream'
  const kind = medium ?? (/^(image|audio|video)\//.exec(type)?.[1] as Medium | undefined)
  return kind ? { ...file, type, medium: kind } : { ...file, type }
}
