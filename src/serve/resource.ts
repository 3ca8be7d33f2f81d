import type { Problem, Result } from '../model/result.ts'
import type { RequestContext } from './context.ts'
import type { KnownCopy } from './validators.ts'
import type { Version } from './version-cache.ts'

/** The address that a document has now: 301 where it stays there, 302 where it is there for the time being. */
export interface Moved {
  readonly kind: 'moved'
  readonly status: 301 | 302
  /** A path, perhaps with a query string. */
  readonly location: string
}

/** Something that was looked for, or why there is none: a problem, or another address. */
export type Found<Value> = Result<Value, Problem | Moved>

/** What every request for a document says. */
export interface DocumentRequest {
  /** The document's own URL, or what else tells it from all other documents of the isolate. */
  readonly name: string
}

/** A document as it was rendered. */
export interface Rendered {
  /** What it was rendered from, which may be newer than what was asked for. */
  readonly version: Version
  readonly text: string
  /** Headers that depend on what it says. They are sent with the whole document. */
  readonly headers?: Readonly<Record<string, string>>
}

/** A kind of document: a constant that knows how each one is made from what is stored. */
export interface Resource<Asked extends DocumentRequest, Known extends Version = Version> {
  /** The version that a document has now. Costs one row at most; for a search or a filtered list more, once a write. */
  readonly version: (context: RequestContext, request: Asked) => Found<Known> | Promise<Found<Known>>
  /** The document as it is now, which is no older than this version. */
  readonly render: (context: RequestContext, request: Asked, version: Known) => Promise<Found<Rendered>>
  /**
   * Whether there are as many documents of this kind as somebody can think of addresses, so that no memory holds them
   * all. Then a client may have only so many of them rendered in a minute.
   */
  readonly isCostly?: true
  /**
   * The request for a part of a document: its changes since a client's copy (RFC 3229). Only feeds have
   * such parts. Where the part can't be rendered, the client gets the whole document.
   */
  readonly changesSince?: (request: Asked, known: KnownCopy) => Asked
}

/** How a document is made. This is data: nothing in it refers to the HTTP request. */
export interface Plan<Asked extends DocumentRequest, Known extends Version = Version> {
  readonly resource: Resource<Asked, Known>
  readonly request: Asked
}
