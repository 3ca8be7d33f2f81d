/** Where a page of a list ends: the article listed or looked at last. */
export interface Cursor {
  /** Milliseconds since the epoch of its publication. */
  readonly published: number
  /** Its key in storage. */
  readonly article: number
}

/** Before the newest article that there can be: the largest time of ECMAScript, and a little. */
export const START: Cursor = { published: 8_640_000_000_000_001, article: 0 }

/** A cursor as a URL has it. */
export function writeCursor({ published, article }: Cursor): string {
  return `${published.toString(36)}.${article.toString(36)}`
}

/** Reads what writeCursor wrote; `undefined` for everything else. */
export function readCursor(text: string): Cursor | undefined {
  const [, time = '', key = ''] = /^(-?[0-9a-z]{1,11})\.([0-9a-z]{1,11})$/.exec(text) ?? []
  const cursor = { published: Number.parseInt(time, 36), article: Number.parseInt(key, 36) }
  const { published, article } = cursor
  const known = Math.abs(published) <= START.published && article <= Number.MAX_SAFE_INTEGER
  return known && writeCursor(cursor) === text ? cursor : undefined
}
