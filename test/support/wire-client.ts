import type { Scope } from '../../src/model/access-token.ts'
import { type Answer, ask, HOUR, token } from './api-client.ts'
import { column } from './tables.ts'
import { newsml, ninjs } from './wire-items.ts'

const TYPES = { ninjs: 'application/json', newsml: 'application/xml', page: 'text/plain' }
type Item = Answer['items'][number] & { readonly status: string; readonly slug?: string }

/** Sends a wire document as a client of the API. Returns what became of each item. */
export async function post(secret: string, body: string, type: keyof typeof TYPES = 'ninjs') {
  const headers = { 'Content-Type': TYPES[type] }
  const response = await ask('POST', 'documents', { secret, body, headers })
  const { items } = (await response.json()) as { readonly items: readonly Item[] }
  return { status: response.status, items }
}

export const withScopes = (...scopes: Scope[]) => token({ scopes })

/** The ids of what is public of clients of the API, and of what is held. */
export const stored = () => column<string>("SELECT id FROM articles WHERE origin LIKE 'api:%'")
export const held = () => column<string>('SELECT id FROM held_articles')

/** An hour from now, to the second. */
export const soon = () =>
  new Date(Math.ceil(Date.now() / 1000) * 1000 + HOUR).toISOString().replace('.000', '')

/** The formats, a document of each, and the id of its item. */
export const FORMATS = [
  ['ninjs', ninjs, 'urn:wire:ninjs:1'],
  ['newsml', newsml, 'urn:wire:newsml:1'],
] as const
