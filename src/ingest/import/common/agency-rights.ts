import { oneLine } from '../../../model/text.ts'

/** What an item says of its rights. */
export interface SaidRights {
  readonly holder?: string | undefined
  readonly notices: readonly string[]
  readonly terms: readonly string[]
}

/**
 * Everything that was said of the rights, a line each: an agency's notice may not be removed or shortened. A
 * holder that no notice names gets one.
 */
export function rightsText(...said: readonly SaidRights[]): string | undefined {
  const lines = said.flatMap(({ holder, notices, terms }) => {
    const whole = notices.map(oneLine).filter((notice) => notice !== '')
    const named = holder === undefined || whole.some((notice) => notice.includes(holder))
    return [...(named ? [] : [`© ${oneLine(holder)}`]), ...whole, ...terms.map(oneLine)]
  })
  return [...new Set(lines.filter((line) => line !== ''))].join('\n') || undefined
}
