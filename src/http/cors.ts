/** What pages of other origins may read of an answer beside its body (Fetch standard, 3.3.3). */
export const EXPOSED = ['ETag', 'Last-Modified', 'Link', 'Content-Location', 'IM'] as const

/** Lets pages of other origins read an answer. */
export const CORS_HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': EXPOSED.join(','),
} as const
