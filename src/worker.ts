import { app } from './app.ts'
import { type Env, readConfig } from './config.ts'
import { consumePolls, type PollMessage, pollOptions, queueDue } from './ingest/poll/queue.ts'
import { isForFailed, keepFailed } from './ingest/queue-messages.ts'
import { watchDue } from './lifecycle/watch-due.ts'
import { type HubMessage, isHubMessage } from './model/subscription.ts'
import { announceWrite } from './serve/announce-write.ts'
import { purgeAfter, purgeChanged } from './serve/edge-cache.ts'
import { answerFromMemory } from './serve/fast-path.ts'
import { countAnswer, foldNumbers } from './serve/numbers.ts'
import { answerSafely } from './serve/problem-response.tsx'
import { answerLogged } from './serve/request-log.ts'
import { consumeHub } from './websub/consume.ts'
import { watchHub } from './websub/due-work.ts'
import { hubOf } from './websub/hub-context.ts'

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
    const wait = (milliseconds: number) => scheduler.wait(milliseconds)
    const clock = {
      now: Date.now,
      wait,
      pause: PAUSE_MS,
      purge: (since: number) => purgeChanged(env.DB, cache, since),
    }
    const watched = cache ? WATCH_MS : 0
    const hub = hubOf(env, readConfig(env))
    // None keeps the others from being done.
    const done = await Promise.allSettled([
      queueDue(env.DB, env.POLLS, Date.now()),
      watchDue(env.DB, clock, watched),
      foldNumbers(env, Date.now()),
      hub && watchHub(hub, { wait, pause: PAUSE_MS }, watched),
    ])
    for (const one of done) if (one.status === 'rejected') throw one.reason
  },
  queue: async (batch, env, execution) => {
    if (isForFailed(batch.queue)) return keepFailed(env.DB, batch)
    const { messages } = batch
    const config = readConfig(env)
    const hub = hubOf(env, config)
    // A queue has messages of one kind.
    const forHub = messages.filter((message) => isHubMessage(message.body)) as Message<HubMessage>[]
    if (hub && forHub.length > 0) {
      return consumeHub(hub, forHub, (work) => execution.waitUntil(work))
    }
    await purgeAfter(env.DB, execution.cache, () =>
      consumePolls(env.DB, messages as Message<PollMessage>[], pollOptions(config), config.logsJson),
    )
    await announceWrite(env)
  },
} satisfies ExportedHandler<Env, PollMessage | HubMessage>
