import { parseAccept } from './negotiation.ts'

/**
 * The language that an Accept-Language header likes best among those offered (RFC 9110, 12.5.4), a regional
 * one counting as its primary one; where it names none of them, the first.
 */
export function preferredLanguage<Tag extends string>(
  header: string | null | undefined,
  offered: readonly [Tag, ...Tag[]],
): Tag {
  let best = offered[0]
  let bestQuality = 0
  for (const { type: range, quality } of parseAccept(header ?? '')) {
    const tag = offered.find((one) => range === one || range.startsWith(`${one}-`))
    if (tag && quality > bestQuality) {
      best = tag
      bestQuality = quality
    }
  }
  return best
}
