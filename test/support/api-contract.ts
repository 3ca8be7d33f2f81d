import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { openApi } from '../../src/cli/api-schema/openapi.ts'
import { parseMoment } from '../../src/model/moment.ts'

type Json = Record<string, unknown>

interface Described {
  readonly $ref?: string
  readonly headers?: Record<string, { readonly $ref: string }>
  readonly content?: Record<string, { readonly schema?: Json }>
}

/** openapi.json, as far as answers are checked by it. */
export const DOCUMENT = openApi() as Json & {
  readonly paths: Record<string, Record<string, Operation>>
}

interface Operation {
  readonly operationId: string
  readonly requestBody?: Described
  readonly responses: Record<string, Described>
}

const canParse = (text: string) => URL.canParse(text, 'https://news.example')
const ajv = new Ajv2020({ allErrors: true, strict: false })
  .addFormat('date-time', (text: string) => parseMoment(text) !== undefined)
  .addFormat('uri', (text: string) => URL.canParse(text))
  .addFormat('iri', (text: string) => URL.canParse(text))
  .addFormat('uri-reference', canParse)
  .addSchema(DOCUMENT, 'api')

/** What was asked and answered since the start of the test file: `putArticle 201`, `putArticle 409 conflict`. */
export const seen = new Set<string>()

/**
 * Checks an answer of the API by openapi.json: its status, headers, media type and body, and the body of a request that was
 * taken. @throws Error where the two do not fit.
 */
export async function checkAnswer(request: Request, sent: unknown, response: Response): Promise<void> {
  const { pathname } = new URL(request.url)
  if (request.method === 'OPTIONS') return
  const operation = operationOf(request.method, pathname.slice('/api'.length))
  const described = operation ? operation.responses[response.status] : undescribed(response.status)
  const name = `${operation?.operationId ?? `${request.method} ${pathname}`} ${response.status}`
  if (!described) throw new Error(`${name} is not in openapi.json: ${await response.text()}`)
  const answer = described.$ref === undefined ? described : (lookUp(described.$ref) as Described)
  const faults = [...headerFaults(answer, response.headers), ...(await bodyFaults(answer, response.clone()))]
  if (response.ok && operation?.requestBody) faults.push(...sentFaults(operation.requestBody, request, sent))
  if (faults.length > 0) throw new Error(`${name} is not as in openapi.json: ${faults.join('; ')}`)
  seen.add(`${name}${await typeOf(response.clone())}`)
}

function operationOf(method: string, path: string): Operation | undefined {
  const isAt = (template: string) =>
    new RegExp(`^${template.replaceAll('.', '\\.').replace('{name}', '[^/]+')}$`).test(path)
  const found = Object.keys(DOCUMENT.paths).find(isAt)
  return found === undefined ? undefined : DOCUMENT.paths[found]?.[method.toLowerCase()]
}

// What is no operation has the problems that the description of the document names.
function undescribed(status: number): Described | undefined {
  const names: Record<number, string> = { 401: 'unauthorized', 404: 'not-found', 405: 'method-not-allowed' }
  const name = names[status]
  return name === undefined ? undefined : (lookUp(`#/components/responses/${name}`) as Described)
}

function lookUp(reference: string): unknown {
  return reference
    .slice(2)
    .split('/')
    .reduce<unknown>((value, step) => (value as Json | undefined)?.[step], DOCUMENT)
}

function headerFaults({ headers = {} }: Described, answered: Headers): string[] {
  return Object.entries(headers).flatMap(([name, { $ref }]) => {
    const { required, schema } = lookUp($ref) as { required?: boolean; schema: Json }
    const value = answered.get(name)
    if (value === null) return required ? [`the header ${name} is missing`] : []
    return ajv.validate(schema, value) ? [] : [`the header ${name} is ${value}`]
  })
}

async function bodyFaults({ content }: Described, response: Response): Promise<string[]> {
  const text = await response.text()
  if (!content) return text === '' ? [] : ['it has a body']
  const mediaType = response.headers.get('Content-Type')?.replace(/; charset=utf-8$/i, '') ?? 'none'
  const described = content[mediaType]
  if (!described) return [`the media type is ${mediaType}`]
  return faultsOf(described.schema, JSON.parse(text))
}

function sentFaults({ content = {} }: Described, request: Request, sent: unknown): string[] {
  const mediaType = request.headers.get('Content-Type') ?? ''
  const described = content[mediaType.replace(/;.*/, '')]
  if (!described) return [`${mediaType} was taken`]
  const value = typeof sent === 'string' && described.schema ? JSON.parse(sent) : sent
  return faultsOf(described.schema, JSON.parse(JSON.stringify(value))).map(
    (fault) => `what was sent: ${fault}`,
  )
}

const compiled = new Map<Json, ValidateFunction>()

function faultsOf(schema: Json | undefined, value: unknown): string[] {
  if (!schema) return []
  // What it refers to is in the document.
  const validate =
    compiled.get(schema) ??
    ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"api#/')) as Json)
  compiled.set(schema, validate)
  if (validate(value)) return []
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

async function typeOf(response: Response): Promise<string> {
  if (response.status < 400) return ''
  const { type } = await response.json<{ type: string }>()
  return ` ${type.replace(/.*#/, '')}`
}
