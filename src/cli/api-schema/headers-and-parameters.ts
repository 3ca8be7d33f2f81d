import { STATUSES } from '../../model/lifecycle.ts'
import type { JsonSchema } from './from-valibot.ts'
import type { ParameterName } from './operations.ts'

const TAGS = {
  type: 'string',
  pattern: '^[\\s,]*(?:\\*|(?:W/)?"[^"]*"(?:\\s*,[\\s,]*(?:W/)?"[^"]*")*)[\\s,]*$',
}

/** What requests say beside their bodies. */
export const PARAMETERS: Readonly<Record<ParameterName, JsonSchema>> = {
  name: {
    name: 'name',
    in: 'path',
    required: true,
    description: "The client's own key; or the id of an article, percent-encoded, which has a colon.",
    schema: {
      anyOf: [
        { type: 'string', pattern: '^[A-Za-z0-9._~-]{1,200}$' },
        { type: 'string', pattern: ':', maxLength: 1000 },
      ],
    },
  },
  status: {
    name: 'status',
    in: 'query',
    description:
      'Only those with this status. Then a page may have fewer, also none: there are more as long as there is a Link.',
    schema: { enum: STATUSES },
  },
  after: {
    name: 'after',
    in: 'query',
    description: 'The page begins after this key. The header Link has the address of the next page.',
    schema: { type: 'string' },
  },
  'If-Match': {
    name: 'If-Match',
    in: 'header',
    description: 'Only where the article has one of these entity tags (RFC 9110, 13.1.1).',
    schema: TAGS,
  },
  'If-None-Match': {
    name: 'If-None-Match',
    in: 'header',
    description: '* where there must be no such article yet (RFC 9110, 13.1.2).',
    schema: TAGS,
  },
  'Content-Location': {
    name: 'Content-Location',
    in: 'header',
    description: 'Where the document comes from: its relative links are resolved against that.',
    schema: { type: 'string' },
  },
}

const TEXT = { schema: { type: 'string' } }

/** What answers say beside their bodies. */
export const RESPONSE_HEADERS = {
  'Cache-Control': { required: true, schema: { type: 'string', pattern: 'no-store' } },
  ETag: {
    description: 'For If-Match. Missing where the article is gone.',
    schema: { type: 'string', pattern: '^"[^"]+"$' },
  },
  Location: { required: true, description: 'Where it is.', schema: { type: 'string', format: 'uri' } },
  Link: {
    description: 'The next page, where there is one.',
    schema: { type: 'string', pattern: '; rel="next"$' },
  },
  'WWW-Authenticate': { required: true, schema: { const: 'Bearer' } },
  'Retry-After': {
    required: true,
    description: 'In seconds.',
    schema: { type: 'string', pattern: '^\\d+$' },
  },
  Allow: { required: true, description: 'The methods of this resource.', ...TEXT },
  Accept: { description: 'The media types that are taken.', ...TEXT },
  'Accept-Patch': { description: 'The media types that are taken.', ...TEXT },
  'Accept-Post': { description: 'The media types that are taken.', ...TEXT },
  'Accept-Encoding': { description: 'The codings that are taken: none.', ...TEXT },
} as const satisfies Record<string, JsonSchema>
