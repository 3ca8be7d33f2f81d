import { app } from './app.ts'
import { type Env, readConfig } from './config.ts'
import { consumePolls, type PollMessage, pollOptions, queueDue } from './ingest/poll/queue.ts'
import { purgeAfter } from './serve/edge-cache.ts'
import { answerFromMemory } from './serve/fast-path.ts'
import { answerSafely } from './serve/problem-response.tsx'

export default {
  fetch: (request, env, execution) =>
    answerSafely(request, () => answerFromMemory(request, env) ?? app.fetch(request, env, execution)),
  scheduled: (_, env) => queueDue(env.DB, env.POLLS, Date.now()),
  queue: ({ messages }, env, { cache }) =>
    purgeAfter(env.DB, cache, () => consumePolls(env.DB, messages, pollOptions(readConfig(env)))),
} satisfies ExportedHandler<Env, PollMessage>
