import { setTimeout as sleep } from 'node:timers/promises'
import { run, Server, Workspace } from '../support/commands.ts'
import { CORPORA, documentsOf, findRepository } from './corpora.ts'

// `node test/corpora/through-api.ts FOLDER`: sends the wire documents of other projects to a server's POST /api/documents.
// FOLDER has their clones, as for `npm run corpora`. It fails where an answer is a 5xx, or has not one result for each item.
const [folder] = process.argv.slice(2)
if (!folder) throw new Error('Name the folder of the clones: node test/corpora/through-api.ts FOLDER')
const print = (line: string) => process.stdout.write(`${line}\n`)

/** The items of a document, in either format. */
function itemsIn(text: string): number {
  if (text.trimStart().startsWith('[')) return (JSON.parse(text) as unknown[]).length
  if (text.trimStart().startsWith('{')) return 1
  const items = text
    .replace(/<!--.*?-->/gs, '')
    .matchAll(/<(?:\w+:)?(?:news|package|concept|knowledge|planning|catalog)Item[\s>]/g)
  return [...items].length
}

/** Sends a document; again after a minute where a token has had too many requests. */
async function post(body: Uint8Array): Promise<Response> {
  const response = await fetch(`${server.origin}/api/documents`, { method: 'POST', headers, body })
  if (response.status !== 429) return response
  await sleep(60_000)
  return post(body)
}

using workspace = new Workspace()
const server = await Server.start(workspace)
const scopes = ['--scope', 'publish,kill']
const { out } = await run('token', workspace, 'create', '--name', 'corpora', '--desk', 'wire', ...scopes)
const headers = { Authorization: `Bearer ${out.trim()}` }
try {
  for (const corpus of CORPORA.filter(({ name }) => /^(?:ninjs|NewsML-G2)/.test(name))) {
    const repository = findRepository(folder, corpus.repository)
    if (!repository) throw new Error(`There is no clone of ${corpus.repository} in ${folder}`)
    const results = new Map<string, number>()
    const count = (result: string) => results.set(result, (results.get(result) ?? 0) + 1)
    for (const { name, bytes } of documentsOf(repository, corpus)) {
      const response = await post(bytes)
      const answer = (await response.json()) as { items?: { result: string; reason?: string }[] }
      for (const { result, reason = '' } of answer.items ?? [])
        count(`${result} ${reason.replace(/"[^"]*"|\d+/g, '…')}`)
      if (!answer.items) count(`${response.status} ${name}`)
      const items = itemsIn(new TextDecoder().decode(bytes))
      const isWhole = !answer.items || answer.items.length === items
      if (response.status >= 500 || !isWhole) {
        process.exitCode = 1
        print(`${name}: ${response.status}, ${answer.items?.length} results for ${items} items`)
      }
    }
    print(`${corpus.name}:`)
    for (const [result, number] of [...results].sort((a, b) => b[1] - a[1])) print(`  ${number} ${result}`)
  }
} finally {
  server.signal('SIGKILL')
}
