import { describe, expect, it } from 'vitest'
import { FORMAT_NAMES, type FormatName } from '../../../src/formats/index.ts'
import { Mentions } from '../../../src/ingest/import/common/mentions.ts'
import { toArrival } from '../../../src/ingest/poll/arrival.ts'
import { prepareItem } from '../../../src/ingest/poll/prepare.ts'
import { feedDocument, importedFrom } from '../../support/round-trip.ts'
import { atom, json, only, withTitle } from '../../support/upstream-feed.ts'

const SOURCE = { id: 'satu', name: 'Kabar Satu', home: 'https://satu.example/' }
const POLLED = {
  source: SOURCE,
  url: 'https://satu.example/rss',
  title: 'Kabar',
  mentions: new Mentions([SOURCE]),
}

/** What is stored of the item of a feed, and what is told of it. */
async function polled(document: string) {
  const { item, resolveUrl, omitted } = prepareItem(POLLED, only(document), 10)
  const arrival = await toArrival(item, POLLED, resolveUrl)
  if (!arrival.ok) throw new Error(arrival.failure.reason)
  return { article: arrival.value.article, omitted: omitted.map(({ reason }) => reason) }
}

const URL = 'https://cdn.example/42?download'
const EPISODE = { url: URL, type: 'audio/mpeg', length: 24_986_239 }
const ENTRY = `<id>urn:1</id><updated>2022-09-20T12:32:00+07:00</updated>`
const ITEM = {
  id: 'urn:1',
  date_published: '2022-09-20T12:32:00+07:00',
  content_text: 'Isi.',
  title: 'Judul',
}

const FEEDS: readonly (readonly [string, string, object])[] = [
  ['RSS', withTitle(`<enclosure url="${URL}" length="24986239" type="audio/mpeg"/>`), EPISODE],
  [
    'RSS with a duration',
    withTitle(
      `<enclosure url="${URL}" length="24986239" type="audio/mpeg"/><itunes:duration>1:02:03</itunes:duration>`,
    ).replace('<rss ', '<rss xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '),
    { ...EPISODE, duration: 3723 },
  ],
  [
    'Media RSS',
    withTitle(
      `<media:content url="${URL}" fileSize="24986239" type="Audio/MPEG; x=1" medium="audio" duration="7"/>`,
    ),
    { ...EPISODE, duration: 7 },
  ],
  [
    'Atom',
    atom(`${ENTRY}<link rel="enclosure" href="${URL}" length="24986239" type="audio/mpeg"/>`),
    EPISODE,
  ],
  [
    'JSON Feed',
    json({
      ...ITEM,
      attachments: [{ url: URL, mime_type: 'audio/mpeg', size_in_bytes: 24986239, duration_in_seconds: 7.5 }],
    }),
    { ...EPISODE, duration: 7.5 },
  ],
]

describe('the films and sounds of a polled feed', () => {
  it.each(FEEDS)('An enclosure of %s is stored with its length and type', async (_, document, expected) => {
    const { article, omitted } = await polled(document)
    expect(article.recordings).toEqual([expected])
    expect(omitted).toEqual([])
  })

  it.each(FORMAT_NAMES)('A podcast that is polled keeps them in %s', async (format: FormatName) => {
    const { article } = await polled(FEEDS[0]?.[1] ?? '')
    const document = feedDocument({ id: 'urn:1', ...article }, format)
    expect(importedFrom(document).recordings).toEqual([EPISODE])
    const written = {
      rss: `<enclosure url="${URL}" length="24986239" type="audio/mpeg"/>`,
      atom: `<link rel="enclosure" type="audio/mpeg" length="24986239" href="${URL}"/>`,
      json: `"attachments":[{"url":"${URL}","mime_type":"audio/mpeg","size_in_bytes":24986239}]`,
    }
    expect(document).toContain(written[format])
  })

  it('One that the body links to as well stands once, with what the enclosure says', async () => {
    const body = '<description>&lt;a href="https://cdn.example/a.mp3"&gt;Siniar&lt;/a&gt;</description>'
    const { article } = await polled(
      withTitle(
        `${body}<enclosure url="https://cdn.example/a.mp3" length="9" type="application/octet-stream"/>`,
      ),
    )
    expect(article.recordings).toEqual([{ url: 'https://cdn.example/a.mp3', length: 9 }])
  })

  it('A length of 0 is none, a picture is no recording, and any other file is told', async () => {
    const { article, omitted } = await polled(
      withTitle(`<enclosure url="https://cdn.example/a.mp4" length="0" type="video/mp4"/>
        <enclosure url="https://cdn.example/a.jpg" length="5" type="image/jpeg"/>
        <enclosure url="https://cdn.example/a.pdf" length="5" type="application/pdf"/>
        <enclosure url="javascript:alert(1)" length="5" type="audio/mpeg"/>`),
    )
    expect(article.recordings).toEqual([{ url: 'https://cdn.example/a.mp4' }])
    expect(article.image).toMatchObject({ url: 'https://cdn.example/a.jpg' })
    expect(omitted).toEqual([
      'Its file https://cdn.example/a.pdf (application/pdf) is neither picture nor film nor sound and was left out.',
    ])
  })

  it('So many that nobody made them are cut to twenty', async () => {
    const many = Array.from(
      { length: 300 },
      (_, n) => `<enclosure url="https://cdn.example/${n}.mp3" type="audio/mpeg"/>`,
    )
    expect((await polled(withTitle(many.join('')))).article.recordings).toHaveLength(20)
  })
})
