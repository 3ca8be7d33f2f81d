import { resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { makeSite, ownerOf } from './new-site.ts'
import { QUESTIONS, type Question, readAnswer, type SiteAnswers, toAnswers } from './site-answers.ts'
import { refuse, runCommand, terminal } from './terminal.ts'

const EXAMPLE =
  'npm run new -- --yes --name "Nairobi Ledger" --url https://ledger.example --language en --timezone Africa/Nairobi'

// `npm run new`: makes the demonstration a site of one's own. Asks six questions, or with --yes none.
await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      yes: { type: 'boolean', default: false },
      name: { type: 'string' },
      url: { type: 'string' },
      language: { type: 'string' },
      timezone: { type: 'string' },
      demo: { type: 'string' },
      first: { type: 'string' },
      content: { type: 'string', default: 'content' },
    },
  })
  const place = { root: process.cwd(), content: resolve(values.content) }
  const owner = await ownerOf(place)
  if (owner !== undefined) return refuse(alreadyOwned(owner))
  if (!values.yes && !process.stdin.isTTY) {
    return refuse(`There is nobody to ask here. Say everything at once:\n  ${EXAMPLE}`)
  }
  const answers = values.yes ? answersOf(values) : await askAll(values)
  if (!answers) return 1
  for (const line of await makeSite(place, answers, Date.now())) terminal.out(line)
  terminal.out('Now run npm start (once more, where it is running), and open http://localhost:8787')
  return 0
})

function alreadyOwned(owner: string): string {
  return (
    `This is somebody's site already (${owner}), and nothing was changed. ` +
    'Edit content/site.yaml and wrangler.toml to change it, or make a new one of a fresh copy of Warta.'
  )
}

type Given = Readonly<Partial<Record<Question['option'], string>>>

/** The answers of the command line; `undefined` where one will not do, which is said. */
function answersOf(given: Given): SiteAnswers | undefined {
  const answers = new Map<Question['option'], string>()
  for (const question of QUESTIONS) {
    const answer = readAnswer(question, given[question.option])
    if (answer.ok) answers.set(question.option, answer.value)
    else terminal.err(`warta: --${question.option} ${answer.failure}`)
  }
  if (answers.size === QUESTIONS.length) return toAnswers(answers)
  terminal.err(`For instance:\n  ${EXAMPLE}`)
  return undefined
}

/** Asks each question until its answer will do. What the command line says already is offered as the usual answer. */
async function askAll(given: Given): Promise<SiteAnswers> {
  using lines = createInterface({ input: process.stdin, output: process.stdout })
  const answers = new Map<Question['option'], string>()
  for (const question of QUESTIONS) {
    const usual = given[question.option] ?? question.usual
    for (;;) {
      const said = await lines.question(`${question.text}${usual ? ` [${usual}]` : ''} `)
      const answer = readAnswer(question, said.trim() || usual)
      if (answer.ok) {
        answers.set(question.option, answer.value)
        break
      }
      terminal.err(`That ${answer.failure}.`)
    }
  }
  return toAnswers(answers)
}
