const LONGEST = 2000

/** The base that the innermost of these gives; they stand outermost first and may be relative to the one before. */
export function innermostBase(bases: readonly (string | undefined)[]): string | undefined {
  let base: string | undefined
  for (const one of bases) if (one !== undefined) base = URL.parse(one.trim(), base)?.href ?? base
  return base
}

/** An absolute http(s) URL without a user name, or nothing. */
export function webUrlOf(text: string | undefined, base?: string): string | undefined {
  if (text === undefined || text.trim() === '' || text.length > LONGEST) return undefined
  const url = URL.parse(text.trim(), base)
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return undefined
  return url.href.length > LONGEST ? undefined : url.href
}

/** A site as people call it: the host without `www.`. */
export function hostName(url: string): string | undefined {
  const host = URL.parse(url)?.hostname.replace(/^www\./, '')
  return host || undefined
}
