import type { Scope } from '../../model/access-token.ts'
import type { ProblemType } from '../../words/problem-types.ts'
import type { SCHEMAS } from './answers.ts'

type SchemaName = keyof typeof SCHEMAS

/** What an operation answers where it does what it is asked for. */
interface Answer {
  readonly says: string
  /** The schema of the body; nothing where there is none. */
  readonly body?: SchemaName
  readonly headers?: readonly HeaderName[]
}

export type HeaderName = 'ETag' | 'Location' | 'Link'
export type ParameterName = 'name' | 'after' | 'status' | 'If-Match' | 'If-None-Match' | 'Content-Location'

/** A request that the API takes. */
export interface Operation {
  readonly id: string
  readonly method: 'get' | 'put' | 'patch' | 'post' | 'delete'
  readonly path: string
  readonly summary: string
  /** One of them is enough. */
  readonly scopes: readonly Scope[]
  readonly parameters?: readonly ParameterName[]
  /** Parameters that have to be there, though others may leave them out. */
  readonly required?: readonly ParameterName[]
  readonly body?: { readonly types: readonly string[]; readonly schema?: SchemaName }
  readonly answers: Readonly<Record<number, Answer>>
  /** What it refuses, beside what each one does: see EACH. */
  readonly problems: readonly ProblemType[]
}

/** What every operation with a token may answer. */
export const EACH: readonly ProblemType[] = [
  'unauthorized',
  'forbidden',
  'too-many-requests',
  'internal',
  'unavailable',
]

const ANY: readonly Scope[] = ['read', 'publish', 'correct', 'kill', 'kill-any']
const CONDITIONS: readonly ParameterName[] = ['If-Match', 'If-None-Match']
const ARTICLE = '/articles/{name}'
const JSON_BODY = [
  'bad-request',
  'not-json',
  'not-found',
  'too-large',
  'unsupported-media-type',
  'validation',
] as const

export const OPERATIONS: readonly Operation[] = [
  {
    id: 'listArticles',
    method: 'get',
    path: '/articles',
    summary: 'The articles of the desk in the order of their keys, a hundred at a time.',
    scopes: ANY,
    parameters: ['status', 'after'],
    answers: { 200: { says: 'A page of them.', body: 'ArticleList', headers: ['Link'] } },
    problems: ['bad-request'],
  },
  {
    id: 'getArticle',
    method: 'get',
    path: ARTICLE,
    summary: 'An article as its client edits it, and what became of it.',
    scopes: ANY,
    parameters: ['name', ...CONDITIONS],
    answers: {
      200: { says: 'The article.', body: 'ShownArticle', headers: ['ETag'] },
      304: { says: 'It is as If-None-Match says.', headers: ['ETag'] },
    },
    problems: ['bad-request', 'not-found', 'precondition-failed'],
  },
  {
    id: 'putArticle',
    method: 'put',
    path: ARTICLE,
    summary: 'Creates an article, or replaces it. The same again changes nothing.',
    scopes: ['publish'],
    parameters: ['name', ...CONDITIONS],
    body: { types: ['application/json'], schema: 'Article' },
    answers: {
      200: { says: 'It was replaced, or is the same.', body: 'WrittenArticle' },
      201: { says: 'It was created.', body: 'WrittenArticle', headers: ['Location'] },
    },
    problems: [...JSON_BODY, 'conflict', 'withdrawn', 'precondition-failed'],
  },
  {
    id: 'patchArticle',
    method: 'patch',
    path: ARTICLE,
    summary: 'Changes fields of an article by a JSON Merge Patch (RFC 7396).',
    scopes: ['publish'],
    parameters: ['name', ...CONDITIONS],
    required: ['If-Match'],
    body: { types: ['application/merge-patch+json'], schema: 'ArticlePatch' },
    answers: { 200: { says: 'It was changed, or is the same.', body: 'WrittenArticle', headers: ['ETag'] } },
    problems: [...JSON_BODY, 'conflict', 'precondition-failed', 'precondition-required'],
  },
  {
    id: 'deleteArticle',
    method: 'delete',
    path: ARTICLE,
    summary: 'Takes an article out without a notice. That it is not there is no error.',
    scopes: ['publish'],
    parameters: ['name', ...CONDITIONS],
    answers: { 204: { says: 'It is not there.' } },
    problems: ['bad-request', 'not-found', 'precondition-failed'],
  },
  {
    id: 'correctArticle',
    method: 'post',
    path: `${ARTICLE}/corrections`,
    summary: 'Adds a correction. The same text again changes nothing.',
    scopes: ['correct'],
    parameters: ['name', ...CONDITIONS],
    body: { types: ['application/json'], schema: 'Correction' },
    answers: { 200: { says: 'The article has it.', body: 'WrittenArticle' } },
    problems: [...JSON_BODY, 'conflict', 'withdrawn', 'precondition-failed'],
  },
  {
    id: 'withdrawArticle',
    method: 'put',
    path: `${ARTICLE}/withdrawal`,
    summary:
      'Withdraws an article for good and tells readers why: its own desk also before it comes, and with the scope kill-any every article by its id.',
    scopes: ['kill', 'kill-any'],
    parameters: ['name', ...CONDITIONS],
    body: { types: ['application/json'], schema: 'Withdrawal' },
    answers: { 200: { says: 'It is withdrawn.', body: 'WithdrawnArticle' } },
    problems: [...JSON_BODY, 'precondition-failed'],
  },
  {
    id: 'getHistory',
    method: 'get',
    path: `${ARTICLE}/history`,
    summary:
      'Which versions of an article were public, from when to when; the newest first, without their texts.',
    scopes: ANY,
    parameters: ['name'],
    answers: { 200: { says: 'Its versions.', body: 'History' } },
    problems: ['not-found'],
  },
  {
    id: 'postDocument',
    method: 'post',
    path: '/documents',
    summary:
      'Stores the articles of a wire document: ninjs, NewsML-G2, or the text of news pages, told apart by content.',
    scopes: ['publish'],
    parameters: ['Content-Location'],
    body: { types: ['application/json', 'application/xml', 'text/xml', 'text/plain'] },
    answers: { 200: { says: 'What became of each item.', body: 'StoredDocument' } },
    problems: ['bad-request', 'too-large', 'unsupported-media-type'],
  },
]
