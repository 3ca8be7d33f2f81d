import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'
import { readMigrations } from './src/cli/local-migrations.ts'

/** What the random values of property tests are made from. */
const provide = { seed: Number(process.env.SEED ?? 20220920) }
const seed = 'test/support/seed.ts'

// Two files at a time, on the smallest machine too; those that watch a command's clock come after, one by one.
const inPairs = { maxWorkers: 2, sequence: { groupOrder: 0 } }
const oneByOne = { maxWorkers: 1, sequence: { groupOrder: 1 } }

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
          setupFiles: [seed, 'test/support/migrate.ts'],
          provide,
          testTimeout: 120_000,
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
          ...oneByOne,
          include: ['test/node/**/*.test.ts'],
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
