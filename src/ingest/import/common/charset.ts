import { failed, type Result, success } from '../../../model/result.ts'
import { DOCUMENT_LIMIT } from './importer.ts'

/**
 * Decodes a document by what it says of itself: a byte order mark, else the charset of its Content-Type,
 * else its XML declaration, else its meta element. Without any of these it is taken to be UTF-8, and where
 * its bytes are not UTF-8, windows-1252, as browsers do. The failure is a sentence.
 */
export function decodeDocument(bytes: Uint8Array, contentType = ''): Result<string, string> {
  if (bytes.length > DOCUMENT_LIMIT) return failed(`It is larger than ${DOCUMENT_LIMIT} bytes.`)
  const label = markOf(bytes) ?? charsetOf(contentType) ?? declaredIn(bytes)
  if (label === undefined) return success(decode(bytes, 'utf-8', true) ?? decode(bytes, 'windows-1252') ?? '')
  const text = decode(bytes, label)
  return text === undefined ? failed(`Its character set "${label}" is not known.`) : success(text)
}

function decode(bytes: Uint8Array, label: string, fatal = false): string | undefined {
  try {
    const decoder = new TextDecoder(label, { fatal, ignoreBOM: false })
    const text = decoder.decode(bytes)
    return decoder.encoding === 'windows-1252' ? text.replace(/[\u0080-\u009f]/g, fromWindows1252) : text
  } catch {
    return undefined
  }
}

// What windows-1252 (and by the Encoding Standard every label of Latin-1) has at 0x80 to 0x9F; five are not used.
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

// workerd decodes these characters. Node leaves control characters in their places.
function fromWindows1252(control: string): string {
  return WINDOWS_1252[control.charCodeAt(0) - 0x80] ?? control
}

function markOf(bytes: Uint8Array): string | undefined {
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  return a === 0xff && b === 0xfe ? 'utf-16le' : undefined
}

function charsetOf(contentType: string): string | undefined {
  return /;\s*charset\s*=\s*"?([\w:.-]+)/i.exec(contentType)?.[1]
}

// Every declaration is ASCII and stands in the first kilobyte.
function declaredIn(bytes: Uint8Array): string | undefined {
  const head = decode(bytes.subarray(0, 1024), 'latin1') ?? ''
  const xml = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w:.-]+)["']/i.exec(head)?.[1]
  return xml ?? /<meta[^>]+charset\s*=\s*["']?([\w:.-]+)/i.exec(head)?.[1]
}
