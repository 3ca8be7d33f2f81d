const TOKEN = /^\s*feed\s*(?:;\s*q\s*=\s*([\d.]+)\s*)?$/i

/** The most instance manipulations of a header that are looked at. */
const LIMIT = 20

// rss2email goes by feedparser's name, asks for changes as feedparser does, and takes a 226 for a failure: it
// then has neither them nor, ever again, the document.
const FAILS_AT_226 = /^feedparser\//i

/** Whether a client takes the changed entries of a feed alone: `A-IM: feed` (RFC 3229, 10.5.3). */
export function takesChanges(headers: Headers): boolean {
  const accepted = headers.get('A-IM')
  if (!accepted || FAILS_AT_226.test(headers.get('User-Agent') ?? '')) return false
  return accepted.split(',', LIMIT).some((one) => {
    const match = TOKEN.exec(one)
    return match !== null && Number(match[1] ?? 1) > 0
  })
}
