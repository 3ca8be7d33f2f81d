import { getFrom } from './deployment.ts'

/** What a client asks. */
export interface Question {
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly method?: string
  /** Bindings and variables that differ from the usual ones, and what the deployment is called that has them. */
  readonly bindings?: Parameters<typeof getFrom>[0]
  readonly deployment?: string
}

/** What of an answer leads to the next question, and the digest of all of it. */
export interface Answer {
  readonly digest: string
  readonly status: number
  readonly etag: string
  readonly location: string
  readonly text: string
}

/** One deployment for all answers: entity tags name the build, and no Last-Modified is older than it. */
const VERSION = { id: 'c0ffee00-0000-4000-8000-000000000000', tag: '', timestamp: '2022-01-01T00:00:00Z' }

/** How many questions of a family are under way at once. */
const AT_ONCE = 6

/**
 * Asks, and keeps a line for what was answered: the beginning of a SHA-256 over status, every header and the body,
 * then what was asked. Each question comes to an isolate that has seen nothing yet.
 */
export class Recorder {
  readonly #lines: string[] = []
  readonly #families: 'each' | 'together'

  /** Whether every member of a family has a line of its own, or all of them share one. */
  constructor(families: 'each' | 'together') {
    this.#families = families
  }

  get text(): string {
    return `${this.#lines.join('\n')}\n`
  }

  /** Asks one question, which has a line of its own. */
  async ask(question: Question): Promise<Answer> {
    const answer = await answerTo(question)
    this.#lines.push(lineOf(question, answer))
    return answer
  }

  /** Asks questions of one kind. Their answers come in the same order. */
  async askFamily(name: string, questions: readonly Question[]): Promise<Answer[]> {
    const answers = await answersTo(questions)
    if (questions.length > 0) await this.#keep(name, questions, answers)
    return answers
  }

  /** Follows links of that kind from these answers on, as long as they lead to what no link led to before. */
  async askOnwards(name: string, from: readonly Answer[], ...rels: string[]): Promise<Answer[]> {
    const [questions, answers] = [[] as Question[], [] as Answer[]]
    const seen = new Set<string>()
    for (let latest = from; latest.length > 0; ) {
      const links = latest.flatMap(({ text }) => linksOf(text, rels)).filter((path) => !seen.has(path))
      const fresh = [...new Set(links)].map((path) => ({ path }))
      for (const { path } of fresh) seen.add(path)
      latest = await answersTo(fresh)
      questions.push(...fresh)
      answers.push(...latest)
    }
    if (questions.length > 0) await this.#keep(name, questions, answers)
    return answers
  }

  async #keep(name: string, questions: readonly Question[], answers: readonly Answer[]): Promise<void> {
    const lines = questions.flatMap((question, index) => {
      const answer = answers[index]
      return answer ? [lineOf(question, answer)] : []
    })
    if (this.#families === 'each') this.#lines.push(...lines)
    else {
      const digest = await digestOf(new TextEncoder().encode(lines.join('\n')))
      this.#lines.push(`${digest} ${String(lines.length).padStart(3)} ${name}`)
    }
  }
}

function lineOf(question: Question, { digest, status }: Answer): string {
  const { path, headers = {}, method = 'GET', deployment } = question
  const said = Object.entries(headers).map(([name, value]) => ` [${name}: ${value}]`)
  return `${digest} ${status} ${method} ${path}${said.join('')}${deployment ? ` ${deployment}` : ''}`
}

async function answersTo(questions: readonly Question[]): Promise<Answer[]> {
  const answers: Answer[] = []
  for (let at = 0; at < questions.length; at += AT_ONCE) {
    answers.push(...(await Promise.all(questions.slice(at, at + AT_ONCE).map(answerTo))))
  }
  return answers
}

async function answerTo({ path, headers = {}, method = 'GET', bindings = {} }: Question): Promise<Answer> {
  const response = await getFrom({ VERSION, ...bindings }, path, { ...headers }, method)
  // What zlib makes of a text is its own affair: other versions make other bytes, and another number of them.
  const isGzip = response.headers.get('Content-Encoding') === 'gzip' && response.body !== null
  const plain = isGzip ? response.body.pipeThrough(new DecompressionStream('gzip')) : response.body
  const body = new Uint8Array(await new Response(plain).arrayBuffer())
  const said = [...response.headers].filter(([name]) => !(isGzip && name === 'content-length')).sort()
  const head = [String(response.status), ...said.map(([name, value]) => `${name}: ${value}`)].join('\n')
  return {
    digest: await digestOf(new TextEncoder().encode(`${head}\n\n`), body),
    status: response.status,
    etag: response.headers.get('ETag') ?? '',
    location: response.headers.get('Location') ?? '',
    text: new TextDecoder().decode(body),
  }
}

/** The paths, with their queries, to which a page or a feed links in that way. */
function linksOf(text: string, rels: readonly string[]): string[] {
  const tags = text.match(/<(?:a|link|atom:link) [^>]*>/g) ?? []
  const hrefs = tags.flatMap((tag) => {
    const [, rel = ''] = / rel="([^"]*)"/.exec(tag) ?? []
    const [, href] = / href="([^"]*)"/.exec(tag) ?? []
    return href && rels.includes(rel) ? [href.replaceAll('&amp;', '&')] : []
  })
  const [, next] = /^\{.*?"next_url":"([^"]*)"/s.exec(text) ?? []
  return [...hrefs, ...(next ? [next] : [])].map((href) => {
    const { pathname, search } = new URL(href, 'https://news.example')
    return pathname + search
  })
}

async function digestOf(...parts: Uint8Array[]): Promise<string> {
  const all = new Uint8Array(await new Blob(parts).arrayBuffer())
  const digest = await crypto.subtle.digest('SHA-256', all)
  return [...new Uint8Array(digest)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .slice(0, 12)
}
