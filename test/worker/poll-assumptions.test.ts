import { beforeEach, describe, expect, it } from 'vitest'
import { SOURCES } from '../support/example-content.ts'
import { column, emptyTables } from '../support/tables.ts'
import { newsOf, SATU, syncPolled, Upstream } from '../support/upstream.ts'

const GERMAN = 'Die Regierung hat am Dienstag beschlossen, den Vertrag nicht zu verlängern.'

/** A feed that says neither its language nor the zone of its times. */
const feed = (text: string) =>
  `<rss version="2.0"><channel><title>Nachrichten</title><item><guid isPermaLink="false">urn:satu:1</guid>
<title>Eins</title><pubDate>20 Sep 2022 12:32:00</pubDate><description>${text}</description></item></channel></rss>`

let upstream: Upstream

beforeEach(async () => {
  await emptyTables()
  upstream = new Upstream()
})

async function poll(registered: string, site?: string) {
  await syncPolled(
    {},
    `${SOURCES}  - { id: satu, name: Kabar Satu, feed: "${SATU}", poll: true${registered} }\n`,
    site,
  )
  upstream.serve(SATU, feed(GERMAN))
  const news = newsOf(await upstream.poll('satu'))
  const [language] = await column<string>("SELECT data ->> '$.language' FROM articles")
  const [published] = await column<number>("SELECT data ->> '$.published.offset' FROM articles")
  return { language, offset: Number(published), guesses: news && 'guesses' in news ? news.guesses : [] }
}

describe('a polled feed that says neither its language nor its zone', () => {
  it('a polled feed without language and zone has those of its source in the registry, and nothing is guessed', async () => {
    expect(await poll(', language: de, timezone: Europe/Berlin')).toEqual({
      language: 'de',
      offset: 120,
      guesses: [],
    })
  })

  it('a polled feed of a source without language and zone has those of the site', async () => {
    const site = 'name: Kabar\nlanguages: [de]\ntimezone: Europe/London\n'
    expect(await poll('', site)).toEqual({ language: 'de', offset: 60, guesses: [] })
  })

  it('a polled feed of which nothing is known has its language and zone guessed, and that is told', async () => {
    expect(await poll('')).toEqual({
      language: 'de',
      offset: 120,
      guesses: [
        { text: 'The language was not given and was taken to be German.', items: 1 },
        { text: 'The time zone was not given and was taken to be Europe/Berlin.', items: 1 },
      ],
    })
  })
})
