import { describe, expect, it } from 'vitest'
import type { ImportedArticle } from '../../../../../src/ingest/import/common/importer.ts'
import { pageTextImporter } from '../../../../../src/ingest/import/page-text/import.ts'

// A page of our own, in Republika's layout: everything in it is made up.
const DATE = 'Rabu 5 Jul 2023 08:07 WIB'
const TITLE = 'Nelayan Teluk Biru Panen Rumput Laut'
const DECK = 'Hasil panen naik dua kali lipat.'
const NAMES = 'Rep: Sari Melati/ Red: Budi Cemara'
const CAPTION = 'Nelayan menjemur rumput laut di Teluk Biru, Rabu.'
const PHOTO = 'Foto: Joko Awan, Kantor Berita Contoh, Pool'
const FIRST = 'Panen raya dimulai pagi ini.'
const SECOND = '“Kami senang," kata seorang nelayan.'
const LINES = [
  [DATE, '', TITLE, '', DECK, '', NAMES, CAPTION, PHOTO, CAPTION, ''],
  [`REPUBLIKA.CO.ID, TELUK BIRU -- ${FIRST}`, '', SECOND, '', 'sumber : Reuters'],
].flat()

const replaced = (line: string, ...by: string[]) => LINES.flatMap((one) => (one === line ? by : [one]))
const without = (...lines: string[]) => LINES.filter((one) => !lines.includes(one))
const dated = (date: string) => replaced(DATE, date)
const beginning = (text: string) => replaced(LINES[11] ?? '', text)
const between = (...lines: string[]) => replaced(SECOND, ...lines, '', SECOND)

const read = (lines: readonly string[], end = '\n') =>
  pageTextImporter.read({ text: lines.join(end), name: 'contoh.txt' })

function article(lines: readonly string[], end = '\n'): ImportedArticle {
  const { articles, refused } = read(lines, end)
  const [one] = articles
  if (!one || articles.length > 1) throw new Error(`${articles.length} articles: ${refused[0]?.reason}`)
  return one
}

const reason = (lines: readonly string[]) =>
  read(lines)
    .refused.map((one) => one.reason)
    .join(' ')
const PARAGRAPHS = `<p>${FIRST}</p>\n<p>${SECOND}</p>`
const WHOLE: ImportedArticle = {
  title: TITLE,
  language: 'id',
  published: { instant: Date.parse('2023-07-05T08:07:00+07:00'), offset: 420 },
  summary: DECK,
  dateline: 'Teluk Biru',
  authors: [
    { name: 'Sari Melati', role: 'reporter' },
    { name: 'Budi Cemara', role: 'editor' },
  ],
  publisher: { name: 'Republika', home: 'https://www.republika.co.id/' },
  sources: [{ name: 'Reuters' }],
  image: { caption: CAPTION, credit: 'Joko Awan, Kantor Berita Contoh, Pool' },
  tags: [],
  related: [],
  body: PARAGRAPHS,
  guesses: [],
}

describe('a page in the layout', () => {
  it('a page in the layout is read whole', () => expect(article(LINES)).toEqual(WHOLE))

  it.each([
    ['Windows line ends', LINES.join('\r\n')],
    ['old Macintosh line ends', LINES.join('\r')],
    ['a byte order mark', `\uFEFF${LINES.join('\n')}`],
    ['non-breaking spaces', LINES.join('\n').replaceAll(' ', '\u00A0')],
    ['lines of non-breaking spaces', LINES.join('\n \u00A0\n')],
    ['no empty lines', LINES.filter(Boolean).join('\n')],
    ['empty lines everywhere', `\n\n${LINES.join('\n\n\n')}\n\n`],
    ['spaces around lines', LINES.map((line) => `\t ${line} \u3000`).join('\n')],
    ['a navigation without letters', `* * *\n${LINES.join('\n---\n')}`],
  ])('a page in the layout is read the same with %s', (_, text) => {
    expect(pageTextImporter.read({ text, name: '-' })).toEqual({ head: {}, articles: [WHOLE], refused: [] })
  })

  it('a page in the layout is known by its content', () => {
    const detect = (text: string) => pageTextImporter.detect({ text, name: 'x.html' })
    expect(pageTextImporter.format).toBe('Republika page text')
    expect(detect(LINES.join('\n'))).toBe(true)
    expect(detect(without(DATE, NAMES).join('\n'))).toBe(true)
    for (const markup of ['<!doctype html>', ' {"type":"text"', '\uFEFF<?xml version="1.0"?>', '[{"a":1}]']) {
      expect(detect(`${markup}\n${LINES.join('\n')}`)).toBe(false)
    }
    expect(detect('Catatan belanja\n\nBeras, gula dan kopi.')).toBe(false)
    expect(detect('')).toBe(false)
  })

  it('a page in the layout escapes its text and keeps its quotes', () => {
    const odd = "Ia berkata, “5 < 6 & 7 > 6 <b>, 'ya'\"."
    expect(article(between(odd)).body).toContain(
      "<p>Ia berkata, “5 &lt; 6 &amp; 7 &gt; 6 &lt;b&gt;, 'ya'\".</p>",
    )
  })

  it('a page in the layout may be one of several in a text', () => {
    const other = LINES.map((line) => (line === TITLE ? 'Panen Kedua' : line))
    expect(read([...LINES, 'Advertisement', ...other])).toEqual({
      head: {},
      articles: [WHOLE, { ...WHOLE, title: 'Panen Kedua' }],
      refused: [],
    })
  })

  it('a page in the layout has its own address where the text has it', () => {
    const own = 'https://www.republika.co.id/berita/abc123/panen'
    for (const line of [own, `Link: ${own}`]) {
      expect(article([DATE, line, ...LINES.slice(1)])).toEqual({ ...WHOLE, original: own })
      expect(article([...LINES, line])).toEqual({ ...WHOLE, original: own })
    }
    expect(article(['https://www.republika.co.id/', ...LINES]).original).toBeUndefined()
  })
})

describe('the date line', () => {
  const at = (time: string, offset: number) => ({ instant: Date.parse(time), offset })

  it.each([
    ['Rabu, 5 Juli 2023 08:07 WIB', at('2023-07-05T08:07:00+07:00', 420)],
    ['5 Juli 2023 08.07 WITA', at('2023-07-05T08:07:00+08:00', 480)],
    ['5 Jul 2023, 08:07:09 wit', at('2023-07-05T08:07:09+09:00', 540)],
    ['Rabu , 05 Jul 2023 | 8:07 WIB', at('2023-07-05T08:07:00+07:00', 420)],
    ['Rabu, 05/07/2023 pukul 08.07 WIB', at('2023-07-05T08:07:00+07:00', 420)],
    ["Jum'at 5 Agt. 2022 23.59 WIB", at('2022-08-05T23:59:00+07:00', 420)],
    ['Diterbitkan: Ahad, 1 Jan 2023 - 00:00 (WIB)', at('2023-01-01T00:00:00+07:00', 420)],
  ])('the date line "%s" is read', (line, published) => {
    expect(article(dated(line))).toEqual({ ...WHOLE, published })
  })

  it.each(
    'Januari Feb Maret Apr Mei Juni Jul Agustus Sept Okt Nopember Des'
      .split(' ')
      .map((name, at) => [name, at]),
  )('the date line knows %s', (name, month) => {
    const { published } = article(dated(`1 ${name} 2023 07:00 WIB`))
    expect(new Date(published.instant)).toEqual(new Date(Date.UTC(2023, Number(month), 1)))
  })

  it('a date line without its zone, or with a wrong weekday, is read, and that is told', () => {
    expect(article(dated('Rabu 5 Jul 2023 08:07'))).toEqual({
      ...WHOLE,
      guesses: ['The time zone was taken to be WIB.'],
    })
    expect(article(dated('Senin 5 Jul 2023 08:07 WIB')).guesses).toEqual([
      'The date line says senin, but that day was rabu; the date was taken to be right.',
    ])
  })

  it('the date line may be followed by that of an update', () => {
    const lines = replaced(DATE, DATE, 'Diperbarui: Rabu 5 Jul 2023 09:00 WIB')
    expect(article(lines)).toEqual({ ...WHOLE, updated: at('2023-07-05T09:00:00+07:00', 420) })
  })

  it('the date line may stand below the headline', () => {
    expect(article([TITLE, DECK, DATE, ...LINES.slice(5)])).toEqual(WHOLE)
  })

  it('a date line that is no moment is refused with the reason', () => {
    expect(reason(dated('Rabu 5 Jul 2023'))).toBe(
      'It has no time: the date line “Rabu 5 Jul 2023” has no hour.',
    )
    expect(reason(dated('31 Feb 2023 08:07 WIB'))).toContain('is no date or hour that there is')
    expect(reason(dated('5 Jul 2023 25:07 WIB'))).toContain('is no date or hour that there is')
    expect(reason(dated('5 Jul 2023 08:07 CEST'))).toContain('has an unknown time zone, CEST')
    expect(reason(dated('5 Brumaire 2023 08:07 WIB'))).toContain('It has no time: looked above the text')
  })
})

describe('headline, deck, names and picture', () => {
  it('headline, deck, names and picture are told apart where some are missing', () => {
    const { summary: _, ...noDeck } = WHOLE
    const { image: __, ...noImage } = WHOLE
    const { dateline: ___, ...noCity } = WHOLE
    expect(article(without(DECK))).toEqual(noDeck)
    expect(article(without(CAPTION, PHOTO))).toEqual(noImage)
    expect(article(without(NAMES))).toEqual({ ...WHOLE, authors: [] })
    expect(article(without(NAMES, DECK))).toEqual({ ...noDeck, authors: [] })
    expect(article(without(NAMES, CAPTION, PHOTO))).toEqual({ ...noImage, authors: [] })
    expect(article(without(PHOTO))).toEqual({ ...WHOLE, image: { caption: CAPTION } })
    expect(article(without(CAPTION)).image).toEqual({ credit: 'Joko Awan, Kantor Berita Contoh, Pool' })
    expect(article(beginning(`REPUBLIKA.CO.ID, ${FIRST}`))).toEqual(noCity)
  })

  it('headline, deck, names and picture tell a caption above the photographer from a deck, and say so', () => {
    const lines = [DATE, TITLE, '', DECK, '', CAPTION, PHOTO, '', ...LINES.slice(11)]
    const { guesses, ...rest } = article(lines)
    expect({ ...rest, guesses: [] }).toEqual({ ...WHOLE, authors: [] })
    expect(guesses).toEqual([expect.stringContaining('was taken for the caption')])
  })

  it('headline, deck, names and picture stand once where the page repeats them', () => {
    expect(article(replaced(TITLE, TITLE, TITLE))).toEqual(WHOLE)
    expect(article([...LINES.slice(0, 12), CAPTION, ...LINES.slice(12)])).toEqual(WHOLE)
    expect(article(replaced(NAMES, NAMES, 'Nelayan menjemur rumput…'))).toEqual(WHOLE)
  })

  it.each([
    ['Rep: Sari Melati, Tono dan Ayu & Wati/ Red: Budi', 'Sari Melati,Tono,Ayu,Wati', 'Budi'],
    ['Rep: Sari/Tono / Red: Budi dan Ani', 'Sari,Tono', 'Budi,Ani'],
    ['Rep: Sari', 'Sari', ''],
    ['Red: Budi', '', 'Budi'],
    ['Rep: / Red: Budi', '', 'Budi'],
    ['Rep: - / Red: Budi', '', 'Budi'],
    ['REP : Sari Red : Budi', 'Sari', 'Budi'],
    ['Red: Budi/ Rep: Sari', 'Sari', 'Budi'],
    ['Rep: Dr. Sari, M.Si, Dina / Red: Budi', 'Dr. Sari, M.Si,Dina', 'Budi'],
    ['Rep: Danu Ridwandan/ Red: Budi', 'Danu Ridwandan', 'Budi'],
    ['Reporter: Sari/ Editor: Budi', 'Sari', 'Budi'],
  ])('the line of names "%s" is read', (line, reporters, editors) => {
    const { authors } = article(replaced(NAMES, line))
    const names = (role: string) => authors.filter((one) => one.role === role).map((one) => one.name)
    expect([names('reporter').join(), names('editor').join()]).toEqual([reporters, editors])
  })

  it('headline, deck, names and picture may have their labels on lines of their own', () => {
    expect(article(replaced(NAMES, 'Rep: Sari Melati', 'Red: Budi Cemara'))).toEqual(WHOLE)
  })

  it('headline, deck, names and picture keep a credit whole', () => {
    const credit = 'EPA-EFE/JOKO AWAN / CONTOH / POOL & "Arsip", via Kantor Lain'
    expect(article(replaced(PHOTO, `FOTO : ${credit}`)).image?.credit).toBe(credit)
    expect(article(replaced(PHOTO, 'Foto:')).image).toEqual({ caption: CAPTION })
    expect(article(between('Foto: Rina')).image?.credit).toBe('Joko Awan, Kantor Berita Contoh, Pool; Rina')
  })

  it('headline, deck, names and picture say what above the date line was left out', () => {
    const { guesses, ...rest } = article(['Beranda', 'Kelautan', ...LINES])
    expect({ ...rest, guesses: [] }).toEqual(WHOLE)
    expect(guesses).toEqual(['What stands before the date line was left out: “Beranda / Kelautan”.'])
  })
})

describe('a page that lacks something', () => {
  it('a page that lacks something is refused, and it is told what was looked for', () => {
    expect(reason(without(TITLE, DECK))).toMatch(/^It has no title: looked for a line below the date, .*rep:/)
    expect(reason(without(TITLE, DECK, NAMES))).toMatch(/^It has no title/)
    expect(reason(without(DATE))).toMatch(/^It has no time: looked above the text .*WIB\|WITA\|WIT/)
    expect(reason(beginning(`TELUK BIRU -- ${FIRST}`))).toMatch(/^It has no publisher: .*REPUBLIKA\.CO\.ID/)
    expect(reason(LINES.slice(0, 11))).toMatch(/publisher.*It has no text/)
    expect(reason(without(TITLE, DECK, DATE))).toMatch(/title.*time/)
    expect(reason([''])).toBe('It has no text.')
  })

  it('a refused page is named by its title', () => {
    expect(read(without(DATE))).toMatchObject({ articles: [], refused: [{ item: TITLE }] })
  })

  it('a page without a dateline tells by what else its publisher was known', () => {
    const lines = [...beginning(`TELUK BIRU -- ${FIRST}`), 'https://www.republika.co.id/berita/a1']
    const { guesses, ...rest } = article(lines)
    expect({ ...rest, guesses: [] }).toEqual({ ...WHOLE, original: 'https://www.republika.co.id/berita/a1' })
    expect(guesses).toEqual(['The publisher was taken to be Republika, as republika.co.id is named.'])
  })
})
