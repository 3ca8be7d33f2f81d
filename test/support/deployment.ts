import { env } from 'cloudflare:test'
import { app } from '../../src/app.ts'
import type { Env } from '../../src/config.ts'

/** Asks the app as it answers where it is deployed with other bindings or variables; takes whole URLs too. */
export function getFrom(
  bindings: Partial<Env>,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Response> {
  const url = new URL(path, 'https://news.example').href
  return Promise.resolve(app.request(url, { method, headers }, { ...env, ...bindings }))
}
