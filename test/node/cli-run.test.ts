import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const RUN = 'src/cli/run.mjs'
/** Makes a Node call itself an old one. */
const OLD = [
  '--import',
  'data:text/javascript,Object.defineProperty(process.versions,"node",{value:"20.20.2"})',
]

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env: { PATH: '' },
  })
  return { status, stdout, stderr }
}

describe('a command that npm runs', () => {
  it('An old Node runs a command with the Node that npm ci has brought along', () => {
    expect(run(...OLD, RUN, 'check', '--help')).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringContaining('npm run check -- [options]'),
    })
  })

  it('An old Node that finds no other one says what is needed, in one line', () => {
    const folder = mkdtempSync(join(tmpdir(), 'warta-'))
    cpSync(RUN, join(folder, 'run.mjs'))
    const { status, stdout, stderr } = run(...OLD, join(folder, 'run.mjs'), 'check')
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toMatch(/^warta: This is Node 20\.20\.2, and Warta needs 24\. Run npm ci, .*\n$/)
  })

  it('A command is run with its options, and its exit code comes back', () => {
    const { status, stderr } = run(RUN, 'check', '--content', 'nowhere')
    expect(status).toBe(1)
    expect(stderr).toContain('nowhere/')
    expect(run(RUN, 'check', '--colour').stderr).toBe(
      "warta: Unknown option '--colour'; --help lists the options\n",
    )
  })

  it('A reader of the output that has enough of it, as head has, is no error', () => {
    const pipe = `"$0" ${RUN} sync --help | true; echo "\${PIPESTATUS[0]}"`
    const { stdout, stderr } = spawnSync('bash', ['-c', pipe, process.execPath], { encoding: 'utf8' })
    expect({ stdout, stderr }).toEqual({ stdout: '0\n', stderr: '' })
  })
})
