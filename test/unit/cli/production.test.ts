import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCopy, readStages } from '../../image/containerfile.ts'

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  dependencies: Record<string, string>
}
const COMMANDS = ['serve', 'sync', 'poll', 'sources', 'check', 'import']
const stages = readStages(readFileSync('deploy/Containerfile', 'utf8'))
const unit = readFileSync('deploy/warta.service', 'utf8')

/** The packages that a file and everything that it imports need when they are loaded. Types are not loaded. */
function packagesOf(file: string, seen = new Set<string>()): Set<string> {
  const found = new Set<string>()
  if (seen.has(file)) return found
  seen.add(file)
  const text = readFileSync(file, 'utf8').replace(/^import type [^;]*? from '[^']*'$/gm, '')
  for (const [, from = ''] of text.matchAll(/(?:\bfrom|^import) '([^']+)'$/gm)) {
    if (from.startsWith('.')) for (const one of packagesOf(join(dirname(file), from), seen)) found.add(one)
    else if (!from.startsWith('node:')) found.add(/^(?:@[^/]+\/)?[^/]+/.exec(from)?.[0] ?? from)
  }
  return found
}

describe('production', () => {
  it.each(COMMANDS)('npm run %s loads no package that npm ci --omit=dev leaves out', (command) => {
    const packages = packagesOf(resolve(`src/cli/${command}.ts`))
    expect(packages.size).toBeGreaterThan(0)
    expect([...packages].filter((name) => !(name in dependencies))).toEqual([])
  })

  it('is what the Containerfile copies: every file of the checkout that it names is there', () => {
    const copies = stages.flatMap(({ instructions }) => instructions.filter(({ name }) => name === 'COPY'))
    const named = copies
      .map(({ text }) => readCopy(text))
      .flatMap(({ from, sources }) => (from ? [] : sources))
    expect(named).toContain('package-lock.json')
    expect(named.filter((name) => !existsSync(name))).toEqual([])
    const from = copies.flatMap(({ text }) => readCopy(text).from ?? [])
    expect(stages.map(({ name }) => name)).toEqual(expect.arrayContaining(from))
  })

  it('is started by the image and by systemd with the same command, and neither is root', () => {
    const image = stages.at(-1)?.instructions ?? []
    const textOf = (name: string) => image.find((one) => one.name === name)?.text ?? ''
    expect(textOf('USER')).toBe('node')
    expect(JSON.parse(textOf('ENTRYPOINT'))).toEqual(['node', 'src/cli/serve.ts'])
    expect(JSON.parse(textOf('CMD'))).toEqual(
      expect.arrayContaining(['--host', '--data', '/data', '--content']),
    )
    expect(textOf('HEALTHCHECK')).toContain('/healthz')
    expect(unit).toMatch(/^ExecStart=\S+\/node src\/cli\/serve\.ts .*--data \/var\/lib\/warta$/m)
    expect(unit).toMatch(/^User=warta$/m)
    expect(unit).toMatch(/^ProtectSystem=strict$/m)
  })
})
