import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Got, sendInBursts } from '../support/bursts.ts'
import { Server, Workspace } from '../support/commands.ts'
import { everyUrl } from '../support/every-url.ts'
import { writeGenerated } from '../support/generated-folder.ts'

/** `BURST_REQUESTS=20000` asks more. */
const REQUESTS = Number(process.env.BURST_REQUESTS ?? 1000)
const ARTICLES = 300
const BURST = 96
// Longer than a version is remembered, so that every burst has to read all of them again.
const PAUSE = 1200

const workspace = new Workspace()
let server: Server

// V8 optimises the code of a server that has answered some ten thousand requests, and only then does awaiting the
// promise of another request end in an error. With these flags it does so from the beginning.
const OPTIMISED = '--no-maglev --invocation-count-for-turbofan=1'

beforeAll(async () => {
  vi.stubEnv('MINIFLARE_WORKERD_V8_FLAGS', OPTIMISED)
  writeGenerated(workspace, ARTICLES)
  server = await Server.start(workspace)
}, 180_000)

afterAll(() => {
  server.signal('SIGKILL')
  workspace[Symbol.dispose]()
  vi.unstubAllEnvs()
})

/** How many answers had each status, and what was in the first that were the server's fault. */
function summaryOf(answers: readonly Got[]) {
  const statuses = Object.fromEntries(
    [...Map.groupBy(answers, ({ status }) => status)].map(([status, all]) => [status, all.length]),
  )
  const failures = answers.filter(({ status }) => status === 0 || status >= 500)
  return { statuses, failures: failures.slice(0, 3) }
}

describe('a server to which a hundred clients come at once', () => {
  it('answers bursts of new connections, each for another URL, without an error of its own', {
    timeout: 60_000 + (REQUESTS / BURST) * 8 * PAUSE,
  }, async () => {
    const answers = await sendInBursts(server.origin, everyUrl(REQUESTS, ARTICLES), {
      burst: BURST,
      pause: PAUSE,
    })
    const { statuses, failures } = summaryOf(answers)
    expect(failures, JSON.stringify(statuses)).toEqual([])
    expect(answers).toHaveLength(REQUESTS)
    expect(statuses[200]).toBeGreaterThan(REQUESTS / 2)
  })
})
