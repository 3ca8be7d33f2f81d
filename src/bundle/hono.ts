import { HonoBase } from 'hono/hono-base'
import { TrieRouter } from 'hono/router/trie-router'
import type { Env, Schema } from 'hono/types'

/**
 * In place of the Hono class of hono. That has two routers, and gives up the first of them, which takes no routes like
 * ours, at the first request of each isolate. This one has the second from the start.
 */
export class Hono<
  E extends Env = Env,
  S extends Schema = Record<never, never>,
  BasePath extends string = '/',
> extends HonoBase<E, S, BasePath> {
  override router: HonoBase<E, S, BasePath>['router'] = new TrieRouter()
}
