import { describe, expect, it } from 'vitest'
import { describeStep, type Local, planDeployment, type Remote } from '../../../../src/cli/deploy/steps.ts'

const ID = '12345678-0000-4000-8000-000000000000'
const local: Local = {
  name: 'warta',
  siteUrl: 'https://news.example',
  authority: 'news.example',
  siteName: 'Kabar Kita',
  database: { name: 'warta' },
  queues: ['polls', 'polls-dead'],
  migrations: ['0001_a.sql', '0002_b.sql'],
  assets: 10,
  tag: 'warta-1',
}
const empty: Remote = { databases: [], queues: [], migrations: [], deployed: undefined }
const whole: Remote = {
  databases: [{ name: 'warta', id: ID }],
  queues: ['polls', 'polls-dead'],
  migrations: ['0001_a.sql', '0002_b.sql'],
  deployed: { tag: 'warta-1' },
}
const recorded: Local = { ...local, database: { name: 'warta', id: ID } }

/** The steps, or what is wrong. */
function planned(mine: Local, theirs: Remote | undefined) {
  const plan = planDeployment(mine, theirs)
  return plan.ok ? plan.value : plan.failure
}

describe('the plan of a deployment', () => {
  it('makes everything for the first time, migrates and syncs before the code goes up, and asks the site last', () => {
    expect(planned(local, empty)).toEqual([
      { kind: 'create-database', name: 'warta' },
      { kind: 'create-queue', name: 'polls' },
      { kind: 'create-queue', name: 'polls-dead' },
      { kind: 'migrate', names: ['0001_a.sql', '0002_b.sql'] },
      { kind: 'sync', isFirst: true },
      { kind: 'upload' },
      { kind: 'ask-site', siteUrl: 'https://news.example' },
    ])
  })

  it('changes nothing the second time', () => {
    expect(planned(recorded, whole)).toEqual([
      { kind: 'sync', isFirst: false },
      { kind: 'ask-site', siteUrl: 'https://news.example' },
    ])
  })

  it('goes on where a deployment was interrupted', () => {
    const halfway: Remote = { ...whole, queues: ['polls'], migrations: ['0001_a.sql'], deployed: undefined }
    expect(planned(local, halfway)).toEqual([
      { kind: 'record-database', name: 'warta', id: ID },
      { kind: 'create-queue', name: 'polls-dead' },
      { kind: 'migrate', names: ['0002_b.sql'] },
      { kind: 'sync', isFirst: true },
      { kind: 'upload' },
      { kind: 'ask-site', siteUrl: 'https://news.example' },
    ])
  })

  it('uploads what is other than what is deployed, and only that', () => {
    expect(planned(recorded, { ...whole, deployed: { tag: 'warta-0' } })).toEqual([
      { kind: 'sync', isFirst: false },
      { kind: 'upload' },
      { kind: 'ask-site', siteUrl: 'https://news.example' },
    ])
  })

  it('says what it would do where missing when nobody has looked', () => {
    const plan = planDeployment(local, undefined)
    expect(plan.ok && plan.value.map(describeStep)).toEqual([
      'Create the database warta and write its id into wrangler.toml, where that is missing',
      'Create the queue polls, where that is missing',
      'Create the queue polls-dead, where that is missing',
      'Apply 2 migrations (0001_a.sql, 0002_b.sql), where that is missing',
      'Sync content/ into the deployed database',
      'Deploy the code and the assets, where that is missing',
      'Ask https://news.example for its health and a feed',
    ])
  })

  it.each<[string, Partial<Local>, Remote | undefined, RegExp]>([
    [
      'there is no SITE_URL',
      { siteUrl: undefined },
      undefined,
      /SITE_URL is empty in wrangler\.toml: set it to/,
    ],
    ['the authority is that of the example', { authority: 'warta.example' }, empty, /TAG_AUTHORITY is still/],
    ['nobody has said whose site it is', { siteName: undefined }, empty, /content\/site\.yaml is missing/],
    ['the site has the name of the example', { siteName: 'Warta' }, undefined, /still called Warta/],
    ['there are too many assets', { assets: 20_001 }, empty, /20001 static assets.*Keep older pictures/],
    ['the account lacks the database', recorded, empty, /names the database 12345678.*does not have/],
    [
      'the database is newer than the code',
      recorded,
      { ...whole, migrations: ['0001_a.sql', '0009_z.sql'] },
      /0009_z\.sql.*newer Warta/,
    ],
  ])('stops where %s, and says what to do', (_, mine, theirs, message) => {
    expect(planned({ ...local, ...mine }, theirs)).toEqual([expect.stringMatching(message)])
  })

  it('tells all that is wrong at once', () => {
    expect(
      planned({ ...local, siteUrl: undefined, authority: 'warta.example', assets: 30_000 }, empty),
    ).toHaveLength(3)
  })

  it('takes as many assets as Cloudflare does', () => {
    expect(planDeployment({ ...local, assets: 20_000 }, empty).ok).toBe(true)
  })
})
