import { API_DESCRIPTIONS } from '../../serve/asset-headers.ts'
import { PROBLEMS, type ProblemType } from '../../words/problem-types.ts'
import { problemOf, refTo, SCHEMAS } from './answers.ts'
import type { JsonSchema } from './from-valibot.ts'
import { PARAMETERS, RESPONSE_HEADERS } from './headers-and-parameters.ts'
import { EACH, type HeaderName, OPERATIONS, type Operation } from './operations.ts'

const DESCRIPTION = `Publishing over HTTP: articles come in under keys of their client's own, are corrected and withdrawn.
Every address takes a token (npm run token) in the header Authorization, but those of this document and of the JSON Schema
of an article. Every refusal is a problem document (RFC 9457); what each type of problem means is on the page /problems.
Another method than the named ones is answered with 405, another address with 404, both only where the token is valid.`

/** The file openapi.json: the whole API in the form of OpenAPI 3.1. */
export function openApi(): JsonSchema {
  return {
    openapi: '3.1.1',
    info: { title: 'Warta', version: '1', description: DESCRIPTION.replaceAll('\n', ' ') },
    servers: [{ url: '/api' }],
    paths: pathsOf(OPERATIONS),
    components: {
      schemas: SCHEMAS,
      parameters: PARAMETERS,
      headers: RESPONSE_HEADERS,
      responses: Object.fromEntries(problemGroups().map((types) => [nameOf(types), problemResponse(types)])),
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'warta_ and 43 characters.' },
      },
    },
  }
}

function pathsOf(operations: readonly Operation[]): JsonSchema {
  const paths = new Map<string, JsonSchema>()
  for (const one of operations) {
    paths.set(one.path, { ...paths.get(one.path), [one.method]: operationOf(one) })
  }
  for (const [path, mediaType] of Object.entries(API_DESCRIPTIONS)) {
    paths.set(`/${path.split('/').at(-1)}`, { get: descriptionOf(path, mediaType) })
  }
  return Object.fromEntries(paths)
}

function operationOf(operation: Operation): JsonSchema {
  const { id, summary, scopes, parameters = [], required = [], body, answers } = operation
  const responses = [
    ...Object.entries(answers).map(([status, answer]) => [status, answerOf(answer)] as const),
    ...groupsOf(operation).map((types) => [String(statusOf(types)), refToResponse(types)] as const),
  ]
  const taken = parameters.map((name) =>
    required.includes(name)
      ? { ...PARAMETERS[name], required: true }
      : { $ref: `#/components/parameters/${name}` },
  )
  return {
    operationId: id,
    summary,
    // With one of these scopes.
    security: scopes.map((scope) => ({ token: [scope] })),
    ...(taken.length > 0 && { parameters: taken }),
    ...(body && { requestBody: bodyOf(body) }),
    responses: Object.fromEntries(responses),
  }
}

function bodyOf({ types, schema }: NonNullable<Operation['body']>): JsonSchema {
  const content = types.map((type) => [type, schema ? { schema: refTo(schema) } : {}])
  return { required: true, content: Object.fromEntries(content) }
}

function answerOf({ says, body, headers = [] }: Operation['answers'][number]): JsonSchema {
  return {
    description: says,
    headers: headersOf([...headers, 'Cache-Control']),
    ...(body && { content: { 'application/json': { schema: refTo(body) } } }),
  }
}

function headersOf(names: readonly (HeaderName | keyof typeof RESPONSE_HEADERS)[]): JsonSchema {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))
}

/** The types of problems that an operation may answer, those of the same status together. */
function groupsOf({ problems }: Operation): ProblemType[][] {
  const types = [...EACH, ...problems]
  const statuses = [...new Set(types.map((type) => PROBLEMS[type][0]))].sort()
  return statuses.map((status) => types.filter((type) => PROBLEMS[type][0] === status).sort())
}

function problemGroups(): ProblemType[][] {
  const all = new Map(OPERATIONS.flatMap(groupsOf).map((types) => [nameOf(types), types]))
  return [...all.values(), ['method-not-allowed']]
}

function statusOf([type]: readonly ProblemType[]): number | undefined {
  return type && PROBLEMS[type][0]
}

function nameOf(types: readonly ProblemType[]): string {
  return types.join('-or-')
}

function refToResponse(types: readonly ProblemType[]): JsonSchema {
  return { $ref: `#/components/responses/${nameOf(types)}` }
}

function problemResponse(types: readonly ProblemType[]): JsonSchema {
  return {
    description: types.map((type) => `${PROBLEMS[type][1]}: ${PROBLEMS[type][2]}`).join(' '),
    headers: headersOf([...(HEADERS_OF[statusOf(types) ?? 0] ?? []), 'Cache-Control']),
    content: { 'application/problem+json': { schema: problemOf(types) } },
  }
}

const HEADERS_OF: Readonly<Record<number, readonly (keyof typeof RESPONSE_HEADERS)[]>> = {
  401: ['WWW-Authenticate'],
  405: ['Allow'],
  415: ['Accept', 'Accept-Patch', 'Accept-Post', 'Accept-Encoding'],
  429: ['Retry-After'],
  503: ['Retry-After'],
}

function descriptionOf(path: string, mediaType: string): JsonSchema {
  const isSchema = path.endsWith('.schema.json')
  return {
    operationId: isSchema ? 'getArticleSchema' : 'getDescription',
    summary: isSchema ? 'The JSON Schema (2020-12) of an article as clients send it.' : 'This document.',
    security: [],
    responses: {
      200: { description: 'The document.', content: { [mediaType]: { schema: { type: 'object' } } } },
    },
  }
}
