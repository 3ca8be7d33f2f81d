import { expect, it } from 'vitest'
import type { FreshFile, KnownFile } from '../../../../src/ingest/content/file-reading.ts'
import { demoFaults } from '../../../../src/ingest/content/id-faults.ts'
import { MemoryContent } from '../../../support/memory-content.ts'

const DEMO = 'tag:warta.example,2022-09-16:demo'
const OWN = 'tag:news.example,2022-09-16:own'

const content = new MemoryContent({
  'new.md': `---\ntitle: New\nid: ${DEMO}\n---\n`,
  'own.md': `---\nid: ${OWN}\n---\n`,
  'old.md': `---\nid: ${DEMO}\n---\n`,
})

const fresh = [
  { path: 'new.md', draft: { id: DEMO } },
  { path: 'own.md', draft: { id: OWN } },
] as FreshFile[]
const unchanged = [{ path: 'old.md', id: DEMO }] as KnownFile[]

it('A file with an id of the demonstration is at fault on any other site, whether it was read now or before', async () => {
  const faults = await demoFaults(content, { fresh, unchanged }, 'news.example')
  expect(faults.map(({ file, line, field }) => `${file}:${line} ${field}`)).toEqual([
    'content/new.md:3 id',
    'content/old.md:2 id',
  ])
  expect(await demoFaults(content, { fresh, unchanged }, 'warta.example')).toEqual([])
})
