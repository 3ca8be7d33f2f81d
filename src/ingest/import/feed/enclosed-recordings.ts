import type { MediaNs } from 'feedsmith'
import * as v from 'valibot'
import { MOST_RECORDINGS } from '../../../model/article.ts'
import { recordingType } from '../../../model/fields.ts'
import { isRecording, typeOfUrl } from '../../../model/media-type.ts'
import type { ImportedRecording } from '../common/importer.ts'
import { webUrlOf } from '../common/web-addresses.ts'
import type { EnclosedFile } from './enclosed-picture.ts'

/** The films and sounds of Media RSS 1.5.1, in groups or not. */
export function mediaFilesOf(media: MediaNs.ItemOrFeed | undefined): EnclosedFile[] {
  const contents = [
    ...(media?.contents ?? []),
    ...(media?.groups ?? []).flatMap(({ contents = [] }) => contents),
  ]
  return contents
    .filter(({ url, medium, type }) => medium === 'audio' || medium === 'video' || isFilm({ url, type }))
    .map(({ url, type, fileSize: length, duration }) => ({ url, type, length, duration }))
}

/** The films and sounds among the files of an item, each once, and the files of which nothing is known to be shown. */
export function recordingsOf(
  files: readonly EnclosedFile[],
  base: string | undefined,
): { readonly recordings: readonly ImportedRecording[]; readonly others: readonly EnclosedFile[] } {
  const recordings = new Map<string, ImportedRecording>()
  for (const file of files.filter(isFilm)) {
    const url = webUrlOf(file.url, base)
    if (url && recordings.size < MOST_RECORDINGS)
      recordings.set(url, { ...recordingAt(url, file), ...recordings.get(url) })
  }
  const others = files.filter((file) => file.url !== undefined && !isFilm(file) && !isPicture(file))
  return { recordings: [...recordings.values()], others }
}

function recordingAt(url: string, { type, length, duration }: EnclosedFile): ImportedRecording {
  const said = typeOf(type)
  return {
    url,
    ...(said && said !== typeOfUrl(url) && { type: said }),
    ...(isSize(length) && { length }),
    ...(isSize(duration) && duration <= 1_000_000 && { duration }),
  }
}

// Some feeds call every file a stream of bytes.
function isFilm({ url, type }: EnclosedFile): boolean {
  return typeOf(type) !== undefined || (url !== undefined && !type?.startsWith('image/') && isRecording(url))
}

function isPicture({ url = '', type }: EnclosedFile): boolean {
  return (type || typeOfUrl(url) || '').startsWith('image/')
}

function typeOf(type: string | undefined): string | undefined {
  const read = v.safeParse(recordingType, type)
  return read.success ? read.output : undefined
}

// RSS 2.0 demands a length. Those that don't know it write 0.
function isSize(number: number | undefined): number is number {
  return number !== undefined && Number.isFinite(number) && number >= 1
}
