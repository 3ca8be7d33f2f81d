import { describe, expect, it } from 'vitest'
import { rfc3339 } from '../../../../../src/formats/dates.ts'
import { defaultsOf, languageOf, zoneOf } from '../../../../../src/ingest/import/common/assumptions.ts'
import { readDate } from '../../../../../src/ingest/import/common/written-dates.ts'

const KABAR = { id: 'kabar', name: 'Kabar Kita', home: 'https://kabar.example/', language: 'jv' }
const WIRE = { id: 'wire', name: 'Wire', language: 'en', timezone: 'Europe/London' }
const SITE = { language: 'id', timezone: 'Asia/Makassar' }

describe('what is assumed of a document that does not say it', () => {
  it('language and zone are those of its source, else of its publisher in the registry, else of the site', () => {
    const context = { source: WIRE, sources: [KABAR], site: SITE }
    expect(defaultsOf(context, [{ name: 'KABAR kita' }])).toEqual({
      language: 'en',
      timezone: 'Europe/London',
    })
    const { source: _, ...unknown } = context
    expect(defaultsOf(unknown, [{ name: 'x', home: KABAR.home }])).toEqual({
      language: 'jv',
      timezone: 'Asia/Makassar',
    })
    expect(defaultsOf(unknown, [undefined, { name: 'Lain' }])).toEqual(SITE)
    expect(defaultsOf({}, [{ name: 'Lain' }])).toEqual({})
  })

  it('what a document says of its language counts before every default, which is no guess', () => {
    expect(languageOf(['de_AT'], SITE, 'the and of')).toEqual({ language: 'de-AT', guesses: [] })
    expect(languageOf([undefined, '?'], SITE, 'the and of')).toEqual({ language: 'id', guesses: [] })
  })

  it.each([
    ['de', 'German', 'Die Regierung hat am Dienstag beschlossen, den Vertrag nicht zu verlängern.'],
    ['en', 'English', '<p>The government said on Tuesday that it will not extend the treaty.</p>'],
    ['id', 'Indonesian', 'Pemerintah mengatakan pada Selasa bahwa perjanjian itu tidak akan diperpanjang.'],
    ['fr', 'French', 'Le gouvernement a dit mardi que le traité ne sera pas prolongé.'],
    ['nl', 'Dutch', 'De regering heeft dinsdag besloten het verdrag niet te verlengen.'],
    ['ja', 'Japanese', '政府は火曜日、条約を延長しないと発表した。'],
    ['zh', 'Chinese', '政府周二表示不会延长该条约。'],
    ['ar', 'Arabic', 'قالت الحكومة إن المعاهدة لن تمدد بعد هذا العام على أي حال'],
    ['uk', 'Ukrainian', 'Уряд повідомив, що договір не буде продовжено після цього року.'],
  ])('the language %s is guessed from the words of a text, and that is told', (language, name, text) => {
    expect(languageOf([], {}, text)).toEqual({
      language,
      guesses: [`The language was not given and was taken to be ${name}.`],
    })
  })

  it('a text without a word that tells its language has none', () => {
    expect(languageOf([], {}, '2022 – 12:32').language).toBe('und')
  })

  const shown = (text: string, timezone?: string, language?: string) => {
    const read = readDate(text, zoneOf(timezone ? { timezone } : {}, language))
    return read && [rfc3339(new Date(read.moment.instant), read.moment.offset), ...read.guesses]
  }

  it('a time without a zone is read in the zone of its source, in summer and in winter, and that is no guess', () => {
    expect(shown('2022-09-20T12:32:00', 'Europe/Berlin')).toEqual(['2022-09-20T12:32:00+02:00'])
    expect(shown('2022-12-20T12:32:00', 'Europe/Berlin')).toEqual(['2022-12-20T12:32:00+01:00'])
    expect(shown('20 Sep 2022 12:32', 'Asia/Kathmandu')).toEqual(['2022-09-20T12:32:00+05:45'])
    expect(shown('2022-09-20T12:32:00Z', 'Europe/Berlin')).toEqual(['2022-09-20T12:32:00+00:00'])
  })

  it('a time without a zone is read in that of its language, or as UTC, and that is told', () => {
    expect(shown('2022-09-20T12:32:00', undefined, 'de')).toEqual([
      '2022-09-20T12:32:00+02:00',
      'The time zone was not given and was taken to be Europe/Berlin.',
    ])
    expect(shown('2022-09-20T12:32:00', undefined, 'en')).toEqual([
      '2022-09-20T12:32:00+00:00',
      'The time zone was not given and was taken to be UTC.',
    ])
  })
})
