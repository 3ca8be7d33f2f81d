import ExifReader from 'exifreader'
import { failed, type Result, success } from '../model/result.ts'

/** What a picture's file says of the picture, by the standard that says it. */
export interface PictureFile {
  /** Packets of XMP: RDF as XML. */
  readonly xmp: readonly string[]
  /** The texts of IPTC-IIM, by the names of their data sets, such as `By-line`. */
  readonly iim: ReadonlyMap<string, readonly string[]>
  /** The texts of Exif, by the names of their tags, such as `Artist`. */
  readonly exif: ReadonlyMap<string, readonly string[]>
}

/** The longest text of metadata that is unpacked, in bytes. */
const PACKET_LIMIT = 4_000_000

const PNG_XMP = 'XML:com.adobe.xmp'

type Group = Readonly<Record<string, unknown>>

/** Finds the metadata of a picture. The failure, the end of a sentence about the file, is that of a damaged one. */
export async function readPictureFile(bytes: Uint8Array): Promise<Result<PictureFile, string>> {
  const xmp: string[] = []
  try {
    const found = await ExifReader.load(Buffer.from(bytes), {
      expanded: true,
      async: true,
      // We only take the packets of XMP: to read them the library needs one more XML parser, and it stops at CDATA.
      domParser: { parseFromString: (xml) => taken(xmp, xml) },
      excludeTags: { gps: true, icc: true, makerNotes: true, mpf: true, thumbnail: true },
      decompress: { maxDecompressedSize: PACKET_LIMIT },
    })
    const { [PNG_XMP]: png } = textsOf((found.pngText ?? {}) as Group, textIn)
    return success({
      xmp: [...xmp, ...(png ?? [])],
      iim: new Map(Object.entries(textsOf((found.iptc ?? {}) as Group, textOfBytes))),
      exif: new Map(Object.entries(textsOf((found.exif ?? {}) as Group, textIn))),
    })
  } catch {
    return failed('has data about the picture that are damaged and were not read')
  }
}

/** Takes a packet, and gives the library an empty document in its place. */
function taken(packets: string[], xml: string) {
  packets.push(xml)
  return { childNodes: [] }
}

function textsOf(group: Group, read: (value: unknown) => string | undefined): Record<string, string[]> {
  const texts = Object.entries(group).map(([name, tags]) => {
    const values = (Array.isArray(tags) ? tags : [tags]) as readonly { readonly value?: unknown }[]
    return [name, values.flatMap((tag) => read(tag?.value) ?? [])] as const
  })
  return Object.fromEntries(texts.filter(([, values]) => values.length > 0))
}

/** Text that the library gives as characters, each of which may be one byte of it. */
function textIn(value: unknown): string | undefined {
  const text = Array.isArray(value) ? value[0] : value
  if (typeof text !== 'string') return undefined
  const isBytes = /[\u0080-\u00ff]/.test(text) && !/[^\0-\u00ff]/.test(text)
  return isBytes ? decoded(Buffer.from(text, 'latin1')) : text
}

function textOfBytes(value: unknown): string | undefined {
  return Array.isArray(value) ? decoded(Uint8Array.from(value as number[])) : undefined
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })
const windows1252 = new TextDecoder('windows-1252')

// IPTC-IIM names its character set in 1:90, but programs write UTF-8 without saying so, and say it of other text. What is
// well-formed UTF-8 and has letters outside ASCII is never meant to be anything else.
function decoded(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    return windows1252.decode(bytes)
  }
}
