import { type Fault, failed, type Result, success } from '../../model/result.ts'

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })

/** The largest file of articles or sources, in bytes. */
export const FILE_LIMIT = 4_000_000

/** The text of a file of content/, without a byte order mark. Fails where it is too large or no UTF-8. */
export function readText(bytes: Uint8Array): Result<string, Pick<Fault, 'line' | 'message'>> {
  if (bytes.length > FILE_LIMIT) {
    return failed({ line: 1, message: `is larger than ${FILE_LIMIT} bytes; shorten it` })
  }
  try {
    return success(strict.decode(bytes))
  } catch {
    const message = 'has bytes that are not UTF-8; save the file as UTF-8'
    return failed({ line: firstBadLine(bytes), message })
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
