/** The local name of a document's outermost element, behind declaration, comments and DOCTYPE. */
export function rootName(text: string): string | undefined {
  const at = rootIndex(text)
  if (at < 0) return undefined
  return /^<(?:[\w.-]+:)?([\w.-]+)[\s/>]/.exec(text.slice(at, at + 200))?.[1]
}

/** Where the outermost element begins; -1 where there is none, or something else before it. */
export function rootIndex(text: string): number {
  if (!/^\uFEFF?\s*</.test(text)) return -1
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const end = prologEnd(text, at)
    if (end === undefined) return at
    if (end < 0) return -1
    at = end
  }
  return -1
}

function prologEnd(text: string, at: number): number | undefined {
  if (text.startsWith('<?', at)) return after(text, '?>', at)
  if (text.startsWith('<!--', at)) return after(text, '-->', at)
  if (!text.startsWith('<!', at)) return undefined
  const subset = text.indexOf('[', at)
  const close = text.indexOf('>', at)
  if (close < 0 || subset < 0 || subset > close) return close < 0 ? -1 : close + 1
  const end = text.indexOf(']', subset)
  return end < 0 ? -1 : after(text, '>', end)
}

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from)
  return at < 0 ? -1 : at + mark.length
}

const PERSON = /<(\/?)(?:[\w.-]+:)?(?:author|managingeditor|webmaster)\b([^<>]{0,200})/gi

/** Whether RSS names a person at greater length than that: feedsmith then takes the square of the length. */
export function namesLonger(text: string, limit: number): boolean {
  let open = -1
  for (const { index, 1: closing, 2: rest = '' } of text.matchAll(PERSON)) {
    if (closing) {
      if (open >= 0 && index - open > limit) return true
      open = -1
    } else if (open < 0 && !rest.endsWith('/')) open = index
  }
  return false
}
