/** What a command does, and how it is called. */
interface Help {
  readonly what: string
  /** What stands behind the options. */
  readonly operands?: string
  /** By the options' names: the name of the value, where they take one, and what they do. */
  readonly options: Readonly<Record<string, readonly [value: string, text: string]>>
  /** Whole lines, and what each is for. */
  readonly examples: readonly (readonly [line: string, text: string])[]
}

const STATE = ['DIR', 'where the local database is (.wrangler/state)'] as const
const CONTENT = ['DIR', 'the folder of articles and sources (content)'] as const
const REMOTE = ['', 'the deployed site in place of the local one'] as const
const ENV = ['NAME', 'an environment of wrangler.toml, such as staging (-e)'] as const

/** Every command that npm runs through run.mjs, by the name of its script. */
export const HELP: Readonly<Record<string, Help>> = {
  start: {
    what: 'Serves the site on this machine, and whatever you save under content/ within two seconds.',
    options: {
      port: ['PORT', 'the port to listen at (8787)'],
      host: ['ADDRESS', 'the address to listen at (127.0.0.1); 0.0.0.0 for all of this machine'],
      content: CONTENT,
      state: STATE,
    },
    examples: [
      ['npm start', 'http://localhost:8787'],
      ['npm start -- --port 9000 --host 0.0.0.0', 'for others in your network, at another port'],
    ],
  },
  serve: {
    what: 'Serves what npm run build has made, without Cloudflare: on a machine of your own, with the variables of the environment.',
    options: {
      port: ['PORT', 'the port to listen at (8787)'],
      host: ['ADDRESS', 'the address to listen at (127.0.0.1)'],
      data: ['DIR', 'where the database is (.wrangler/state)'],
      content: ['DIR', 'a folder of articles and sources to sync once, at the start'],
    },
    examples: [
      ['SITE_URL=https://news.example npm run serve -- --data /var/lib/warta', 'behind nginx or Caddy'],
    ],
  },
  new: {
    what: 'Makes the demonstration a site of your own. Asks six questions, or with --yes none.',
    options: {
      yes: ['', 'asks nothing: what is not said is as usual'],
      name: ['NAME', 'what the site is called'],
      url: ['ORIGIN', 'where it will be, such as https://news.example'],
      language: ['TAG', 'its language, such as en or id (en)'],
      timezone: ['ZONE', 'its time zone, such as Africa/Nairobi (that of this machine)'],
      demo: ['ANSWER', 'whether the articles of the demonstration go: yes or no (yes)'],
      first: ['ANSWER', 'whether a first article is written: yes or no (yes)'],
      content: CONTENT,
    },
    examples: [
      ['npm run new', 'asks'],
      [
        'npm run new -- --yes --name "Nairobi Ledger" --url https://ledger.example --language en --timezone Africa/Nairobi',
        'says it all',
      ],
    ],
  },
  deploy: {
    what: 'Brings the site to Cloudflare: makes what is missing there, migrates, syncs, deploys, and asks the site.',
    options: {
      env: ENV,
      'dry-run': ['', 'only says what it would do'],
      check: ['URL', 'looks whether a site that is deployed is as it should be'],
    },
    examples: [
      ['npm run deploy -- --dry-run', 'what would be done'],
      ['npm run deploy -- --check https://news.example', 'on the first day'],
    ],
  },
  sync: {
    what: 'Makes the database equal to content/, all of it or nothing.',
    options: {
      remote: REMOTE,
      env: ENV,
      'remove-many': ['', 'confirms the removal of many articles'],
      content: CONTENT,
      state: STATE,
    },
    examples: [
      ['npm run sync', 'the local database'],
      ['npm run sync -- --remote', 'publish what has changed'],
      ['npm run sync -- --content export', 'make a site of an export'],
    ],
  },
  check: {
    what: 'Reads all of content/ and tells every fault, and what readers will not see. Changes nothing.',
    options: { content: CONTENT },
    examples: [['npm run check', 'before you publish']],
  },
  import: {
    what: 'Makes articles of newsroom documents: RSS, Atom, JSON Feed, NewsML, NITF, ninjs, HTML, the text of a page.',
    operands: 'FILE|URL|- …',
    options: {
      out: ['DIR', 'the content folder to write into (content)'],
      'dry-run': ['', 'writes nothing'],
      json: ['', 'prints the articles as JSON, and writes nothing'],
      force: ['', 'replaces the files of articles that are there already'],
    },
    examples: [
      ['npm run import -- page.txt item.xml', 'files'],
      ['npm run import -- https://example.org/feed.xml', 'everything in a feed'],
      ['curl … | npm run import -- --dry-run -', 'see what would become of a document'],
    ],
  },
  poll: {
    what: 'Asks for the feeds that are due, and stores what is new in them.',
    options: { all: ['', 'every feed, due or not'], remote: REMOTE, env: ENV, state: STATE },
    examples: [['npm run poll -- --all', 'ask every feed now']],
  },
  kill: {
    what: 'Takes an article out everywhere, for good, and tells readers why. SLUG may be its id or the address of its page too.',
    operands: 'SLUG',
    options: {
      reason: ['TEXT', 'why: readers are told'],
      by: ['NAME', 'who withdraws it: readers are told'],
      legal: ['', 'because of a legal demand: its page answers with 451'],
      lift: ['', 'undoes a kill'],
      yes: ['', 'does not ask'],
      remote: REMOTE,
      env: ENV,
      state: STATE,
    },
    examples: [
      ['npm run kill -- contoh --reason "Wrong person"', 'a mistake that nobody may see any more'],
      ['npm run kill -- contoh --lift', 'that was a mistake itself'],
    ],
  },
  sources: {
    what: 'Shows every source and the state of its feed.',
    options: { remote: REMOTE, env: ENV, state: STATE },
    examples: [['npm run sources -- --remote', 'those of the deployed site']],
  },
  hub: {
    what: 'Lists who is subscribed to the feeds at the hub and what came of pushes, or ends a subscription.',
    operands: '[remove KEY]',
    options: { remote: REMOTE, env: ENV, state: STATE },
    examples: [
      ['npm run hub -- --remote', 'topics, subscriptions, retries and requests of the deployed site'],
      ['npm run hub -- remove 12', 'ends the subscription 12, and has its callback told'],
    ],
  },
  token: {
    what: 'Makes, lists and revokes the tokens of clients of the API. A new one is shown once.',
    operands: 'create|list|revoke',
    options: {
      name: ['NAME', 'what the token is called'],
      desk: ['NAME', 'whose articles it may write'],
      scope: ['LIST', 'what it may do: read, publish, correct, kill, kill-any, operate'],
      publisher: ['ID', 'a source of sources.yaml that it may publish as; any where none is said'],
      expires: ['90d|DATE', 'until when it works; for good where none is said'],
      remote: REMOTE,
      env: ENV,
      state: STATE,
    },
    examples: [
      ['npm run token -- create --name cms --desk metro --scope publish,correct --expires 90d', 'for a CMS'],
      ['npm run token -- revoke --name cms', 'it works no more'],
    ],
  },
  publish: {
    what: 'Sends documents that npm run import reads, and article files, to the API of a site. The token is in WARTA_TOKEN.',
    operands: 'FILE …',
    options: { to: ['URL', 'the site (http://127.0.0.1:8787)'] },
    examples: [['npm run publish -- story.md item.xml --to https://news.example', 'two documents']],
  },
  export: {
    what: 'Writes everything that a site has as a content folder. A sync into an empty database makes the same site of it.',
    options: {
      out: ['DIR', 'a new folder'],
      remote: REMOTE,
      env: ENV,
      content: ['DIR', 'where pictures, and files with their comments, are taken from (content)'],
      state: STATE,
    },
    examples: [['npm run export -- --out export --remote', 'take the deployed site home']],
  },
  backup: {
    what: 'Writes everything that a database holds into one file.',
    options: { out: ['FILE', 'the file (backups/warta-TIME.gz)'], remote: REMOTE, env: ENV, state: STATE },
    examples: [['npm run backup -- --remote', 'the deployed database']],
  },
  restore: {
    what: 'Makes a database hold what a backup has.',
    operands: 'FILE',
    options: { force: ['', 'also where the database is not empty'], remote: REMOTE, env: ENV, state: STATE },
    examples: [['npm run restore -- backups/warta-20261128T072741Z.gz', 'after an accident']],
  },
  build: {
    what: 'Bundles the Worker and makes the files of the site, for npm run serve.',
    options: {},
    examples: [['npm run build', 'once for each version, where all packages are installed']],
  },
  'build:library': {
    what: 'Makes the package of the writers in dist/library.',
    options: {},
    examples: [['npm run build:library', 'then npm pack ./dist/library']],
  },
}

/** The npm scripts whose file in this folder is called otherwise, by that file. */
const SCRIPTS: Readonly<Record<string, string>> = { bundle: 'build', library: 'build:library' }

/** What a command says before it does anything: lines for a person, and its exit code. */
export interface EarlyAnswer {
  readonly lines: readonly string[]
  readonly code: 0 | 1
}

/**
 * Answers what needs no work: --help, and options that npm took for itself because they stand before `--`. `undefined`
 * where there is work to do.
 */
export function answerBefore(
  file: string,
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): EarlyAnswer | undefined {
  const name = SCRIPTS[file] ?? file
  const help = HELP[name]
  if (!help) return undefined
  if (args.some((one) => one === '--help' || one === '-h')) return { lines: helpLines(name, help), code: 0 }
  const taken = takenByNpm(name, help, args, environment)
  if (taken === undefined) return undefined
  return {
    lines: [`warta: npm took options for itself, because they stand before --. Write: ${taken}`],
    code: 1,
  }
}

/** The line that was meant, where npm has made settings of its own of options. */
function takenByNpm(
  name: string,
  { options }: Help,
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (environment.npm_lifecycle_event !== name) return undefined
  const rest = [...args]
  const taken: string[] = []
  for (const [option, [value]] of Object.entries(options)) {
    const set = environment[`npm_config_${option.replaceAll('-', '_')}`]
    if (!set || rest.includes(`--${option}`)) continue
    taken.push(`--${option}`)
    // npm makes a switch of an option that it does not know, and hands its value on as if it stood alone.
    if (value !== '') taken.push(set === 'true' ? (rest.shift() ?? value) : set)
  }
  return taken.length === 0 ? undefined : [lineOf(name), '--', ...taken, ...rest].join(' ')
}

function helpLines(name: string, { what, operands, options, examples }: Help): string[] {
  const named = Object.entries(options).map(
    ([option, [value, text]]) => [`--${option} ${value}`.trim(), text] as const,
  )
  if (named.length === 0) return [what, '', ...columns(examples)]
  const usage = [lineOf(name), '--', '[options]', operands ?? ''].join(' ').trim()
  return [what, '', usage, '', ...columns(named), '', ...columns(examples)]
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)
}

function lineOf(name: string): string {
  return name === 'start' ? 'npm start' : `npm run ${name}`
}
