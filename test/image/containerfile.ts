/** One line of a Containerfile: the instruction and what follows it. */
export interface Instruction {
  readonly name: string
  readonly text: string
}

/** A stage: its name, and its instructions in order. */
export interface Stage {
  readonly name: string
  readonly instructions: readonly Instruction[]
}

/** Reads the stages of a Containerfile. Its lines are not continued with a backslash. */
export function readStages(file: string): Stage[] {
  const stages: { name: string; instructions: Instruction[] }[] = []
  for (const line of file.split('\n')) {
    const [, name = '', text = ''] = /^([A-Z]+) (.*)$/.exec(line) ?? []
    if (name === 'FROM') stages.push({ name: / AS (\w+)$/.exec(text)?.[1] ?? '', instructions: [] })
    else if (name !== '') stages.at(-1)?.instructions.push({ name, text })
  }
  return stages
}

/** What COPY takes and from which stage; of the checkout where there is none. The last word is where it goes. */
export function readCopy(text: string): { from: string | undefined; sources: string[]; target: string } {
  const words = text.split(' ')
  const from = words[0]?.startsWith('--from=') ? words.shift()?.slice('--from='.length) : undefined
  const target = words.pop() ?? ''
  return { from, sources: words, target }
}
