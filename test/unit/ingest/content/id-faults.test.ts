import { expect, it } from 'vitest'
import { demoFaults } from '../../../../src/ingest/content/id-faults.ts'
import type { ContentReading } from '../../../../src/ingest/content/read-files.ts'

const DEMO = 'tag:warta.example,2022-09-16:demo'
const OWN = 'tag:news.example,2022-09-16:own'

const fresh = (path: string, id: string, line: number) => ({
  path,
  draft: { id },
  lineOf: () => {
    asked.push(path)
    return line
  },
})
let asked: string[] = []

function faultsOf(authority: string) {
  asked = []
  const reading = {
    fresh: [fresh('new.md', DEMO, 3), fresh('own.md', OWN, 4)],
    unchanged: [{ path: 'old.md', id: DEMO }],
  }
  return demoFaults('content', reading as unknown as ContentReading, authority)
}

it('A file with an id of the demonstration is at fault on any other site, whether it was read now or before', () => {
  const found = faultsOf('news.example').map(({ file, line, field }) => `${file}:${line} ${field}`)
  expect(found).toEqual(['content/new.md:3 id', 'content/old.md:1 id'])
  expect(faultsOf('warta.example')).toEqual([])
})

it('The line of an id is looked for in files at fault alone, because it takes a second reading', () => {
  faultsOf('news.example')
  expect(asked).toEqual(['new.md'])
})
