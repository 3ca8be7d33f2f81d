const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })

/** The largest file of articles or sources, in bytes. */
export const FILE_LIMIT = 4_000_000

/** Bytes as UTF-8 text, or the line (from 1) of the first byte that is none. */
export function decodeUtf8(bytes: Uint8Array): { ok: true; text: string } | { ok: false; line: number } {
  try {
    return { ok: true, text: strict.decode(bytes) }
  } catch {
    return { ok: false, line: firstBadLine(bytes) }
  }
}

// A line break is never part of another character's bytes, so lines can be tried one by one.
function firstBadLine(bytes: Uint8Array): number {
  let start = 0
  for (let line = 1; ; line++) {
    const end = bytes.indexOf(10, start)
    try {
      strict.decode(bytes.subarray(start, end < 0 ? bytes.length : end))
    } catch {
      return line
    }
    if (end < 0) return line
    start = end + 1
  }
}
