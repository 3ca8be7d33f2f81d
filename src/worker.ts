import { app } from './app.ts'
import { type Env, readConfig } from './config.ts'
import { consumePolls, type PollMessage, pollOptions, queueDue } from './ingest/poll/queue.ts'
import { watchDue } from './lifecycle/watch-due.ts'
import { purgeAfter, purgeChanged } from './serve/edge-cache.ts'
import { answerFromMemory } from './serve/fast-path.ts'
import { countAnswer, foldNumbers } from './serve/numbers.ts'
import { answerSafely } from './serve/problem-response.tsx'
import { answerLogged } from './serve/request-log.ts'

const answer: ExportedHandlerFetchHandler<Env> = (request, env, execution) =>
  countAnswer(request, env, execution, () =>
    answerSafely(request, () => answerFromMemory(request, env) ?? app.fetch(request, env, execution)),
  )

// For how long and how often the clock looks whether something has become due, in ms: for longer than the minute after which
// it is asked again. On a machine of one's own, where no cache is in front, it is asked each second and looks once.
const WATCH_MS = 90_000
const PAUSE_MS = 5000

export default {
  fetch: (request, env, execution) =>
    env.LOG === 'json'
      ? answerLogged(request, () => answer(request, env, execution))
      : answer(request, env, execution),
  scheduled: async (_, env, { cache }) => {
    const clock = {
      now: Date.now,
      wait: (milliseconds: number) => scheduler.wait(milliseconds),
      pause: PAUSE_MS,
      purge: (since: number) => purgeChanged(env.DB, cache, since),
    }
    const watch = watchDue(env.DB, clock, cache ? WATCH_MS : 0)
    // None keeps the others from being done.
    const work = [queueDue(env.DB, env.POLLS, Date.now()), foldNumbers(env, Date.now()), watch]
    const done = await Promise.allSettled(work)
    for (const one of done) if (one.status === 'rejected') throw one.reason
  },
  queue: ({ messages }, env, { cache }) => {
    const config = readConfig(env)
    return purgeAfter(env.DB, cache, () =>
      consumePolls(env.DB, messages, pollOptions(config), config.logsJson),
    )
  },
} satisfies ExportedHandler<Env, PollMessage>
