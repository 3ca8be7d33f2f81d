import { readFile } from 'node:fs/promises'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { api } from '../../../../src/api/index.ts'
import { openApi } from '../../../../src/cli/api-schema/openapi.ts'
import { SCOPES } from '../../../../src/model/access-token.ts'
import { STATUSES } from '../../../../src/model/lifecycle.ts'
import { PROBLEMS } from '../../../../src/words/problem-types.ts'

type Json = Record<string, unknown>
const document = openApi() as Json & { paths: Record<string, Record<string, Json>> }
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
)

/** What a reference within the document leads to. */
function lookUp(pointer: string): unknown {
  const steps = pointer.slice(2).split('/')
  return steps.reduce<unknown>((value, step) => (value as Json | undefined)?.[step], document)
}

describe('openapi.json', () => {
  it('has every request that the API takes, and no other', () => {
    const routes = api.routes.filter(({ method, path }) => method !== 'ALL' && !path.endsWith('*'))
    const taken = routes.map(
      ({ method, path }) => `${method} ${path.replace('/api', '').replace(':name', '{name}')}`,
    )
    const described = operations.filter(({ path }) => !path.endsWith('.json'))
    expect(described.map(({ method, path }) => `${method.toUpperCase()} ${path}`).sort()).toEqual(
      [...new Set(taken)].sort(),
    )
  })

  it('has every type of problem', () => {
    const text = JSON.stringify(document)
    for (const type of Object.keys(PROBLEMS)) expect(text).toMatch(new RegExp(`#\\(\\?:[^)"]*\\b${type}\\b`))
  })

  it('says what docs/api.md says: the same requests, statuses, scopes and types of problems', async () => {
    const page = await readFile('docs/api.md', 'utf8')
    for (const { path, method } of operations) {
      const written = `${method.toUpperCase()} ${path.replace('{name}', '{key}')}`
      expect(page, written).toMatch(new RegExp(`\`${written.replace(/[{}]/g, '\\$&')}[\`?]`))
    }
    const scopes = SCOPES.filter((scope) => scope !== 'operate')
    for (const name of [...Object.keys(PROBLEMS), ...STATUSES, ...scopes])
      expect(page).toContain(`\`${name}\``)
  })

  it('has a name of its own for each operation, a parameter for each part of a path, and no reference that leads nowhere', () => {
    const ids = operations.map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { path, operation } of operations) {
      const names = JSON.stringify(operation.parameters ?? []).includes('parameters/name')
      expect(names, path).toBe(path.includes('{name}'))
    }
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]*)"/g)].map(([, to = '']) => to)
    expect(references.length).toBeGreaterThan(50)
    for (const to of references) expect(lookUp(to), to).toBeDefined()
  })

  it('has schemas that are JSON Schema (2020-12)', () => {
    const ajv = new Ajv2020({
      strict: false,
      formats: { 'date-time': true, iri: true, uri: true, 'uri-reference': true },
    })
    expect(() => ajv.addSchema(document, 'api')).not.toThrow()
    for (const name of Object.keys(lookUp('#/components/schemas') as Json)) {
      expect(() => ajv.compile({ $ref: `api#/components/schemas/${name}` }), name).not.toThrow()
    }
  })
})
