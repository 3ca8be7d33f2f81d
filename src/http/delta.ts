const TOKEN = /^\s*feed\s*(?:;\s*q\s*=\s*([\d.]+)\s*)?$/i

/** The most instance manipulations of a header that are looked at. */
const LIMIT = 20

/** Whether a client takes the changed entries of a feed alone: `A-IM: feed` (RFC 3229, 10.5.3). */
export function takesChanges(headers: Headers): boolean {
  const accepted = headers.get('A-IM')
  if (!accepted) return false
  return accepted.split(',', LIMIT).some((one) => {
    const match = TOKEN.exec(one)
    return match !== null && Number(match[1] ?? 1) > 0
  })
}
