import { app } from './app.ts'
import { type Env, readConfig } from './config.ts'
import { consumePolls, type PollMessage, pollOptions, queueDue } from './ingest/poll/queue.ts'
import { purgeAfter } from './serve/edge-cache.ts'
import { answerFromMemory } from './serve/fast-path.ts'
import { answerSafely } from './serve/problem-response.tsx'
import { answerLogged } from './serve/request-log.ts'

const answer: ExportedHandlerFetchHandler<Env> = (request, env, execution) =>
  answerSafely(request, () => answerFromMemory(request, env) ?? app.fetch(request, env, execution))

export default {
  fetch: (request, env, execution) =>
    env.LOG === 'json'
      ? answerLogged(request, () => answer(request, env, execution))
      : answer(request, env, execution),
  scheduled: (_, env) => queueDue(env.DB, env.POLLS, Date.now()),
  queue: ({ messages }, env, { cache }) => {
    const config = readConfig(env)
    return purgeAfter(env.DB, cache, () =>
      consumePolls(env.DB, messages, pollOptions(config), config.logsJson),
    )
  },
} satisfies ExportedHandler<Env, PollMessage>
