import type { Context } from 'hono'
import type { AppEnv } from '../../config.ts'
import { contentTypeOf, type FormatName } from '../../formats/index.ts'
import { wantsPreview } from '../../http/navigation.ts'
import type { Representation } from '../../serve/answer.ts'
import type { Site } from '../../serve/request-context.ts'

/** A feed as it is answered with: what chose its bytes, and its own address. */
export interface FeedAnswer {
  readonly format: FormatName
  /** How many entries, or what stands for that. */
  readonly extent: number | string
  readonly content: 'full' | 'summary'
  /** The path and query of the document's own address. */
  readonly self: string
  readonly tag: string
}

/** How a feed is answered with, at whatever address. */
export function representFeed({ origin }: Site, answer: FeedAnswer): Representation {
  const { format, extent, content, self, tag } = answer
  return {
    variant: `${format}${extent}${content === 'full' ? 'f' : 's'}`,
    contentType: contentTypeOf(format),
    tag,
    headers: { Link: `<${origin}${self}>; rel="self"` },
  }
}

/** Whether a person comes to the address of a feed, who gets a page there unless `?raw` asks for the bytes. */
export function isForPerson(c: Context<AppEnv>, parameters: URLSearchParams): boolean {
  return !parameters.has('raw') && wantsPreview(c.req.raw.headers)
}
