import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { MediaFolder } from '../../../src/cli/media-folder.ts'

const PICTURE = resolve('content/articles/2022/09/media/timeline.png')
let root: string

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'warta-media-'))
  mkdirSync(join(root, 'media'))
  for (const name of ['Foto Satu.PNG', 'cafe\u0301.png']) copyFileSync(PICTURE, join(root, 'media', name))
})

afterAll(() => rmSync(root, { recursive: true }))

it.each([
  ['foto satu.png', 'Foto Satu.PNG'],
  ['caf\u00e9.png', 'cafe\u0301.png'],
])('A picture that is named %j and called %j is told as it is called', (named, called) => {
  const found = new MediaFolder(root).find(`media/${named}`)
  // On some systems the two names are one file. Then it is found.
  if (!found.ok)
    expect(found.failure).toBe(`is not there, but ${called} is: write its name as it is, letter by letter`)
})

it('A picture that is not there in any spelling is told with where to put it, also where there is no such folder', () => {
  for (const path of ['media/none.png', 'nowhere/none.png', 'media/Foto Satu.PNG/none.png']) {
    expect(new MediaFolder(root).find(path)).toMatchObject({
      failure: expect.stringMatching(/^is not there; mend the path, or put/),
    })
  }
})
