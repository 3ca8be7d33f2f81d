import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'
import { readMigrations } from './src/cli/local-migrations.ts'

/** What the random values of property tests are made from, and whether there are many of them. */
const provide = { seed: Number(process.env.SEED ?? 20220920), soak: process.env.SOAK === '1' }
const seed = 'test/support/seed.ts'

// Two files at a time, on the smallest machine too. Those that watch a clock come after, one by one.
const inPairs = { maxWorkers: 2, sequence: { groupOrder: 0 } }
const oneByOne = { maxWorkers: 1, sequence: { groupOrder: 1 } }

const inNode = (names: readonly string[]) => names.map((name) => `test/node/${name}.test.ts`)

/** They start servers, which take one bundle. */
const SERVERS = inNode([
  'cli-handover',
  'cli-leftovers',
  'cli-migrations',
  'cli-poll',
  'cli-publish',
  'cli-removals',
  'start-answers',
])

/** They watch a clock; or they make dist/assets or dist/library anew, which others would miss meanwhile. */
const ALONE = inNode([
  'api-server',
  'bursts',
  'cli-serve',
  'cli-start',
  'deploy',
  'hub',
  'library',
  'library-readme',
  'lives',
  'load',
  'owner',
])

export default defineConfig({
  test: {
    projects: [
      {
        // In workerd, with a real local D1: everything that the Worker does.
        plugins: [
          cloudflareTest(async () => ({
            wrangler: { configPath: './wrangler.toml' },
            // As `npm start` serves, without a SITE_URL: a deployed site would let no cache keep its answers then.
            miniflare: {
              bindings: { LOCAL: '1', MIGRATIONS: (await readMigrations()).map((one) => ({ ...one })) },
            },
          })),
        ],
        test: {
          name: 'worker',
          ...inPairs,
          include: ['test/worker/**/*.test.ts'],
          // The seed comes second: it belongs to the modules that the first makes anew.
          setupFiles: ['test/support/migrate.ts', seed],
          provide,
          testTimeout: 120_000,
          isolate: false,
        },
      },
      {
        // Pure functions, which need no runtime of their own.
        test: {
          name: 'unit',
          ...inPairs,
          include: ['test/unit/**/*.test.ts'],
          setupFiles: [seed],
          provide,
          testTimeout: 120_000,
          isolate: false,
        },
      },
      {
        // In Node: the commands, and parsers that do not run in workerd.
        test: {
          name: 'node',
          ...inPairs,
          include: ['test/node/**/*.test.ts'],
          exclude: [...SERVERS, ...ALONE],
          setupFiles: [seed],
          provide,
          testTimeout: 240_000,
        },
      },
      {
        // In Node, with servers.
        test: {
          name: 'node-servers',
          ...inPairs,
          include: SERVERS,
          globalSetup: ['test/support/keep-bundle.ts'],
          setupFiles: [seed],
          provide,
          testTimeout: 240_000,
        },
      },
      {
        // In Node, with the machine for itself.
        test: {
          name: 'node-alone',
          ...oneByOne,
          include: ALONE,
          setupFiles: [seed],
          provide,
          testTimeout: 120_000,
        },
      },
      {
        // In Chromium: the real server's pages as people get them.
        test: {
          name: 'browser',
          ...inPairs,
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/browser/setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
