import type { Enclosure } from 'feed'
import { typeOfUrl } from '../model/media-type.ts'
import type { Entry } from './document.ts'

type Medium = 'image' | 'audio' | 'video'

/** A media file of an item, its media type settled. */
export interface MediaFile extends Enclosure {
  readonly type: string
  readonly medium?: Medium
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

function settle(file: Enclosure, medium?: Medium): MediaFile {
  const type = file.type ?? typeOfUrl(file.url) ?? 'application/octet-stream'
  const kind = medium ?? (/^(image|audio|video)\//.exec(type)?.[1] as Medium | undefined)
  return kind ? { ...file, type, medium: kind } : { ...file, type }
}
