import { createRequire } from 'node:module'

/**
 * Miniflare, loaded as the CommonJS module that it is. Where it is imported, Node reads its six megabytes twice more, to
 * see which kind of module it is and what it exports: 0.4 s of each command.
 */
export const { convertV4MiniflareOptions, Miniflare, Response } = createRequire(import.meta.url)(
  'miniflare',
) as typeof import('miniflare')

export type Miniflare = import('miniflare').Miniflare
export type Request = import('miniflare').Request
export type Response = import('miniflare').Response
