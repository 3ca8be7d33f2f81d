import type { MediaNs } from 'feedsmith'
import type { ImportedImage } from '../common/importer.ts'
import { textOf } from '../common/plain-text.ts'
import { sizeOf } from '../common/renditions.ts'
import { webUrlOf } from '../common/web-addresses.ts'

/** A file that an item comes with: an enclosure, or an attachment. */
export interface EnclosedFile {
  readonly url?: string | undefined
  readonly type?: string | undefined
  /** In bytes. */
  readonly length?: number | undefined
  /** In seconds. */
  readonly duration?: number | undefined
}

type Described = Pick<MediaNs.ItemOrFeed, 'description' | 'credits' | 'copyright' | 'title'>

interface Candidate {
  readonly content: MediaNs.Content
  /** Where caption and credit are looked for, nearest first. */
  readonly described: readonly Described[]
}

const IMAGE_PATH = /\.(?:jpe?g|png|gif|webp|avif)(?:$|[?#])/i

/** The picture of an item: media:content, widest first, else an enclosed image, else a thumbnail. */
export function imageOf(
  media: MediaNs.ItemOrFeed | undefined,
  files: readonly EnclosedFile[],
  base: string | undefined,
): ImportedImage | undefined {
  const own = media ?? {}
  const [best] = candidates(own).sort(byWidth)
  if (best) return fromContent(best, base)
  const file = files.find(isImage)
  const thumbnail = thumbnails(own)[0]
  const url = webUrlOf(file?.url, base) ?? webUrlOf(thumbnail?.url, base)
  const said = saidOf([own, ...(own.groups ?? [])])
  if (url) return { url, ...said }
  return said.credit ? said : undefined
}

function candidates(media: MediaNs.ItemOrFeed): Candidate[] {
  const direct = (media.contents ?? []).map((content) => ({ content, described: [content, media] }))
  const grouped = (media.groups ?? []).flatMap((group) =>
    (group.contents ?? []).map((content) => ({ content, described: [content, group, media] })),
  )
  return [...direct, ...grouped].filter(({ content }) => isPicture(content))
}

function isPicture({ url, medium, type }: MediaNs.Content): boolean {
  return url !== undefined && (medium ? medium === 'image' : isImage({ url, type }))
}

function isImage({ url, type }: EnclosedFile): boolean {
  return type ? type.startsWith('image/') : IMAGE_PATH.test(url ?? '')
}

function byWidth(one: Candidate, other: Candidate): number {
  return (other.content.width ?? 0) - (one.content.width ?? 0)
}

function thumbnails(media: MediaNs.ItemOrFeed): MediaNs.Thumbnail[] {
  return [...(media.thumbnails ?? []), ...(media.groups ?? []).flatMap((group) => group.thumbnails ?? [])]
}

function fromContent({ content, described }: Candidate, base: string | undefined): ImportedImage | undefined {
  const url = webUrlOf(content.url, base)
  const said = saidOf(described)
  if (!url) return said.credit ? said : undefined
  return { url, ...sizeOf(content.width, content.height), ...said }
}

function saidOf(described: readonly Described[]): Pick<ImportedImage, 'caption' | 'credit' | 'rights'> {
  const caption = first(described, ({ description }) => textOf(description?.value ?? ''))
  const credit = first(described, ({ credits }) => joined(credits?.map(({ value }) => value)))
  const holder = first(described, ({ copyright }) => copyright?.value)
  // Where nobody is credited, whoever holds the rights is.
  const whose = credit ?? holder
  return {
    ...(caption && { caption }),
    ...(whose && { credit: whose }),
    ...(credit && holder && { rights: holder }),
  }
}

function joined(values: readonly (string | undefined)[] | undefined): string {
  return [...new Set(values ?? [])].filter((value) => value !== undefined).join(', ')
}

function first(
  described: readonly Described[],
  say: (one: Described) => string | undefined,
): string | undefined {
  for (const one of described) {
    const said = say(one)
    if (said) return said
  }
  return undefined
}
