const MAX_RANGES = 50

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
  for (const part of (header ?? '').split(',', MAX_RANGES)) {
    const [range = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase())
    const tag = offered.find((one) => range === one || range.startsWith(`${one}-`))
    const quality = qualityOf(parameters)
    if (tag && quality > bestQuality) {
      best = tag
      bestQuality = quality
    }
  }
  return best
}

function qualityOf(parameters: readonly string[]): number {
  const q = parameters.find((parameter) => parameter.startsWith('q='))
  const quality = q === undefined ? 1 : Number(q.slice(2))
  return quality >= 0 && quality <= 1 ? quality : 0
}
