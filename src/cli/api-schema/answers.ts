import { STATUSES } from '../../model/lifecycle.ts'
import { PROBLEMS, type ProblemType } from '../../words/problem-types.ts'
import type { JsonSchema } from './from-valibot.ts'
import { ARTICLE, CORRECTION, PATCH, WITHDRAWAL } from './sent-schemas.ts'

const TEXT = { type: 'string' }
const NUMBER = { type: 'integer' }
const MOMENT = { type: 'string', format: 'date-time' }
const ADDRESS = { type: 'string', format: 'uri' }
const ETAG = {
  type: 'string',
  pattern: '^"[^"]+"$',
  description: 'An entity tag with its quotes, for If-Match.',
}

/** A reference to one of SCHEMAS. */
export function refTo(name: keyof typeof SCHEMAS): JsonSchema {
  return { $ref: `#/components/schemas/${name}` }
}

/** An object of just these members; those whose names end with `?` may be missing. */
function group(members: Readonly<Record<string, JsonSchema>>, more: JsonSchema = {}): JsonSchema {
  const named = Object.entries(members).map(([name, one]) => [name.replace('?', ''), one] as const)
  const required = Object.keys(members).filter((name) => !name.endsWith('?'))
  return {
    type: 'object',
    properties: Object.fromEntries(named),
    required,
    additionalProperties: false,
    ...more,
  }
}

const SHOWN = {
  'key?': { type: 'string', description: 'The key of the client, where it gave one.' },
  id: { type: 'string', description: 'The id of the article, a URI.' },
  status: { enum: STATUSES },
  'release?': { ...MOMENT, description: 'When it will be public, where it is scheduled.' },
  'slug?': TEXT,
  'url?': { ...ADDRESS, description: 'Its page, where it is public.' },
  'updated?': MOMENT,
  'written?': { ...MOMENT, description: 'When its client last wrote it.' },
  'etag?': ETAG,
} satisfies Record<string, JsonSchema>

const OUTCOME = { enum: ['created', 'changed', 'unchanged'] }

const ITEM = {
  oneOf: [
    group({
      result: OUTCOME,
      id: TEXT,
      status: { enum: STATUSES },
      'slug?': { type: 'string', description: 'Where it is public.' },
      title: TEXT,
      'guesses?': { type: 'array', items: TEXT, description: 'What was not said and therefore assumed.' },
    }),
    group({ result: { const: 'killed' }, id: TEXT }, { description: 'The wire has canceled it.' }),
    group({ result: { const: 'refused' }, item: TEXT, reason: TEXT }),
  ],
}

const VERSION = group({
  revision: NUMBER,
  from: MOMENT,
  'until?': { ...MOMENT, description: 'Missing while it is public.' },
  action: { type: 'string', description: 'What made it, or ended it: write, or why the article went.' },
  actor: { type: 'string', description: 'Who made it: token: and a name, or an origin.' },
  'endedBy?': TEXT,
})

const FAULT = group({
  pointer: { type: 'string', pattern: '^#(?:/.*)?$', description: 'RFC 6901, as a fragment.' },
  detail: TEXT,
})

/** The schemas of what is sent and answered, by the names that they have in the document. */
export const SCHEMAS = {
  Article: ARTICLE,
  ArticlePatch: PATCH,
  Correction: CORRECTION,
  Withdrawal: WITHDRAWAL,
  ShownArticle: group({
    ...SHOWN,
    'article?': {
      $ref: '#/components/schemas/Article',
      description: 'As its client edits it. Missing where it is gone.',
    },
  }),
  WrittenArticle: group({ ...SHOWN, outcome: OUTCOME, etag: ETAG }),
  ArticleList: group({ articles: { type: 'array', maxItems: 100, items: group(SHOWN) } }),
  WithdrawnArticle: group({
    id: TEXT,
    status: { const: 'killed' },
    purged: {
      type: 'boolean',
      description:
        'Whether the caches in front of the site have let go of it. If not, they are asked again soon.',
    },
  }),
  History: group({ id: TEXT, versions: { type: 'array', maxItems: 1000, items: VERSION } }),
  StoredDocument: group({ format: TEXT, items: { type: 'array', items: ITEM }, revision: NUMBER }),
  Problem: group({
    type: { ...ADDRESS, pattern: '^https?://[^/]+/problems#[a-z-]+$' },
    title: TEXT,
    status: { type: 'integer', minimum: 400, maximum: 599 },
    detail: TEXT,
    instance: { type: 'string', format: 'uri-reference' },
    'errors?': { type: 'array', maxItems: 100, items: FAULT },
  }),
} as const satisfies Record<string, JsonSchema>

/** The schema of a problem that is of one of these types, which have the same status. */
export function problemOf(types: readonly ProblemType[]): JsonSchema {
  const status = types[0] && PROBLEMS[types[0]][0]
  const properties = {
    type: { pattern: `#(?:${types.join('|')})$` },
    status: { const: status },
    title: { enum: types.map((type) => PROBLEMS[type][1]) },
  }
  return { allOf: [refTo('Problem'), { properties }], ...(status === 422 && { required: ['errors'] }) }
}
