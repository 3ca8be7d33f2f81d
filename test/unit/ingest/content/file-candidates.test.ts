import { expect, it } from 'vitest'
import { type DraftArticle, readArticleFile } from '../../../../src/ingest/content/article-file.ts'
import { fileCandidates, saysTheSame } from '../../../../src/ingest/content/file-candidates.ts'
import { failed } from '../../../../src/model/result.ts'
import { articleFile } from '../../../support/example-content.ts'

function read(text: string): DraftArticle | undefined {
  const reading = readArticleFile('content/contoh.md', new TextEncoder().encode(text), {
    registry: new Map(['republika', 'reuters'].map((id) => [id, { id, name: id }])),
    now: Number.POSITIVE_INFINITY,
    findMedia: () => failed('is not there'),
  })
  return reading.ok ? reading.value.draft : undefined
}

const LIVES: readonly [what: string, fields: Record<string, unknown>][] = [
  ['that was corrected', { corrections: [{ at: '2022-09-21T08:00:00+07:00', text: 'Nama salah.' }] }],
  [
    'that was corrected twice, to the millisecond, in other zones, and was edited between',
    {
      corrections: [
        { at: '2022-09-21T08:00:00.123Z', text: 'Satu.' },
        { at: '2022-09-23T08:00:00-09:30', text: 'Dua: "kutip".' },
      ],
      updated: '2022-09-22T08:00:00+05:45',
    },
  ],
  [
    'that was corrected under its embargo',
    {
      embargo: '2022-09-22T08:00:00+09:00',
      corrections: [{ at: '2022-09-21T08:00:00+07:00', text: 'Nama salah.' }],
    },
  ],
  ['that expires', { expires: '9999-12-31T23:59:59.999Z' }],
  ['of before 1970', { published: '1945-08-17T10:00:00+07:30' }],
  [
    'with tags, related articles and a recording',
    {
      tags: ['satu', '2022'],
      related: [{ title: 'Lain', url: 'https://a.example/' }],
      recordings: [{ url: 'https://a.example/a.mp3', duration: 9 }],
    },
  ],
]

it.each(LIVES)('A file of an article %s gives that article', (_what, fields) => {
  const stored = read(articleFile(fields))
  if (!stored) throw new Error('The fixture cannot be read.')
  const article = { ...stored, id: 'urn:x:1' }
  const files = [...fileCandidates(article, () => undefined)].map(read)
  const same = files.filter((draft) => draft && saysTheSame({ ...draft, id: 'urn:x:1' }, article))
  expect(same.length).toBeGreaterThan(0)
})
