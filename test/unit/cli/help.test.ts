import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { answerBefore, HELP } from '../../../src/cli/help.ts'

const ALL = Object.keys(HELP)
/** Commands that take options: those that build take none. */
const NAMES = ALL.filter((name) => !name.startsWith('build'))
const NPM = { npm_lifecycle_event: 'start' }

/** The options that a command reads, as its source has them. */
function optionsOf(name: string): string[] {
  const source = readFileSync(resolve(`src/cli/${name}.ts`), 'utf8')
  return Array.from(
    source.matchAll(/(?:'([a-z-]+)'|([a-z]+)): \{ type: '(?:string|boolean)'/g),
    ([, quoted, plain]) => String(quoted ?? plain),
  )
}

describe('the help of a command', () => {
  it.each(NAMES)(
    'npm run %s has help for every option that it reads, and for no other, with an example',
    (name) => {
      expect(Object.keys(HELP[name]?.options ?? {}).sort()).toEqual(optionsOf(name).sort())
      const help = answerBefore(name, ['--help'], {})
      expect(help?.code).toBe(0)
      expect(help?.lines.join('\n')).toMatch(new RegExp(`^.+\\.\\n\\nnpm (?:run )?${name} -- \\[options\\]`))
      expect(help?.lines.join('\n')).toMatch(new RegExp(`\\n\\n  .*npm (?:run )?${name}`))
      expect(Math.max(...(help?.lines ?? []).map((line) => line.length))).toBeLessThan(140)
    },
  )

  it('Every command that npm runs through run.mjs is there', () => {
    const { scripts } = JSON.parse(readFileSync(resolve('package.json'), 'utf8')) as {
      scripts: Record<string, string>
    }
    const run = Object.values(scripts).flatMap(
      (script) => /^(?:exec )?node src\/cli\/run\.mjs (\S+)$/.exec(script)?.[1] ?? [],
    )
    const names = Object.keys(scripts).filter((name) => scripts[name]?.includes('src/cli/run.mjs'))
    expect(names.sort()).toEqual([...ALL].sort())
    expect(run.filter((name) => !existsSync(resolve(`src/cli/${name}.ts`)))).toEqual([])
  })

  it.each([
    ['build', 'bundle'],
    ['build:library', 'library'],
  ])('npm run %s -- --help says what it makes, and makes nothing', (script, file) => {
    const help = answerBefore(file, ['--help'], { npm_lifecycle_event: script })
    expect(help?.code).toBe(0)
    expect(help?.lines.join('\n')).toMatch(new RegExp(`^.+\\.\n\n  npm run ${script} `))
    expect(answerBefore(file, [], { npm_lifecycle_event: script })).toBeUndefined()
  })

  // What npm 11 makes of each line.
  it.each([
    ['npm start --port 9000', 'start', ['9000'], { npm_config_port: 'true' }, 'npm start -- --port 9000'],
    ['npm start --port=9000', 'start', [], { npm_config_port: '9000' }, 'npm start -- --port 9000'],
    [
      'npm run sync --remote --remove-many',
      'sync',
      [],
      { npm_config_remote: 'true', npm_config_remove_many: 'true' },
      'npm run sync -- --remote --remove-many',
    ],
    [
      'npm run restore --force x.gz',
      'restore',
      ['x.gz'],
      { npm_config_force: 'true' },
      'npm run restore -- --force x.gz',
    ],
    [
      'npm run import --out news a.xml',
      'import',
      ['news', 'a.xml'],
      { npm_config_out: 'true' },
      'npm run import -- --out news a.xml',
    ],
  ])(
    'Without -- before its options, "%s" is answered with the line that works',
    (_, name, args, set, line) => {
      const answer = answerBefore(name, args, { npm_lifecycle_event: name, ...set })
      expect(answer).toEqual({
        code: 1,
        lines: [`warta: npm took options for itself, because they stand before --. Write: ${line}`],
      })
    },
  )

  it('A command whose options arrive, and one that another script of npm runs, just runs', () => {
    expect(answerBefore('start', ['--port', '9000'], { ...NPM, npm_config_port: '8000' })).toBe(undefined)
    expect(answerBefore('sync', [], { ...NPM, npm_config_remote: 'true' })).toBe(undefined)
    expect(answerBefore('nothing', ['--help'], {})).toBe(undefined)
  })
})
