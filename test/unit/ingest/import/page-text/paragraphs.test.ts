import { describe, expect, it } from 'vitest'
import type { ImportedArticle } from '../../../../../src/ingest/import/common/importer.ts'
import { pageTextImporter } from '../../../../../src/ingest/import/page-text/import.ts'

const HEAD = 'Rabu 5 Jul 2023 08:07 WIB\n\nKebun Kota Mulai Berbuah\n\nRep: Sari/ Red: Budi\n\n'

/** The article whose text below the head this is. */
function article(text: string): ImportedArticle {
  const { articles, refused } = pageTextImporter.read({ text: HEAD + text, name: '-' })
  const [one] = articles
  if (!one) throw new Error(refused[0]?.reason)
  return one
}

const FIRST = 'Buah pertama dipetik kemarin.'
const LAST = 'Kebun itu dibuka untuk umum.'
const START = `REPUBLIKA.CO.ID, KOTA -- ${FIRST}`
const BOTH = `<p>${FIRST}</p>\n<p>${LAST}</p>`
const among = (...lines: string[]) => article([START, ...lines, LAST].join('\n'))

describe('the dateline', () => {
  it.each([
    ['REPUBLIKA.CO.ID, MEDAN -- ', 'Medan'],
    ['REPUBLIKA.CO.ID, MEDAN – ', 'Medan'],
    ['REPUBLIKA.CO.ID,MEDAN—', 'Medan'],
    ['REPUBLIKA.CO.ID, MEDAN--', 'Medan'],
    ['REPUBLIKA.CO.ID,\u00A0 MEDAN --- ', 'Medan'],
    ['REPUBLIKA.CO.ID, MEDAN - ', 'Medan'],
    ['REPUBLIKA.CO.ID MEDAN -- ', 'Medan'],
    ['Republika.co.id, Medan -- ', 'Medan'],
    ['REPUBLIKA, MEDAN -- ', 'Medan'],
    ['MEDAN, REPUBLIKA.CO.ID -- ', 'Medan'],
    ['REPUBLIKA.CO.ID, KUALA LUMPUR -- ', 'Kuala Lumpur'],
    ['REPUBLIKA.CO.ID, MEDAN, JAKARTA -- ', 'Medan, Jakarta'],
    ['REPUBLIKA.CO.ID, MEDAN/JAKARTA -- ', 'Medan/Jakarta'],
    ['REPUBLIKA.CO.ID, MEDAN DAN JAKARTA -- ', 'Medan dan Jakarta'],
    ['REPUBLIKA.CO.ID, PORT-AU-PRINCE -- ', 'Port-au-Prince'],
    ["REPUBLIKA.CO.ID, SANA'A, N'DJAMENA -- ", "Sana'a, N'Djamena"],
    ['REPUBLIKA.CO.ID, WASHINGTON DC -- ', 'Washington DC'],
    ['REPUBLIKA.CO.ID, WASHINGTON D.C. -- ', 'Washington D.C.'],
    ['REPUBLIKA.CO.ID, SÃO PAULO -- ', 'São Paulo'],
    ['REPUBLIKA.CO.ID -- ', undefined],
    ['REPUBLIKA.CO.ID, ', undefined],
  ])('the dateline "%s" names the city %s and is no part of the text', (dateline, cities) => {
    const { guesses, ...one } = article(`${dateline}${FIRST}\n\n${LAST}`)
    expect([one.dateline, one.body, guesses]).toEqual([cities, BOTH, []])
  })

  it('the dateline may stand on a line of its own', () => {
    expect(article(`REPUBLIKA.CO.ID, MEDAN --\n${FIRST}\n${LAST}`)).toMatchObject({
      dateline: 'Medan',
      body: BOTH,
    })
  })

  it('a dash within a sentence ends no dateline', () => {
    const sentence = 'Panitia menyambut warga – juga anak-anak -- di gerbang.'
    expect(article(`REPUBLIKA.CO.ID, ${sentence}`)).toMatchObject({ body: `<p>${sentence}</p>` })
    expect(article(`${START} Lalu -- kata ia -- hujan.`).body).toBe(
      `<p>${FIRST} Lalu -- kata ia -- hujan.</p>`,
    )
  })

  it('a headline about a republic is no dateline', () => {
    const text = `Rabu 5 Jul 2023 08:07 WIB\nRepublika Ceko – Tim Terbaik\n${START}`
    const [one] = pageTextImporter.read({ text, name: '-' }).articles
    expect(one).toMatchObject({ title: 'Republika Ceko – Tim Terbaik', dateline: 'Kota' })
  })

  it('a text without a dateline is read from its beginning, and that is told', () => {
    const { body, guesses } = article(`${FIRST}\n\n${LAST}\n\nhttps://www.republika.co.id/berita/a1`)
    expect(body).toBe(BOTH)
    expect(guesses).toEqual([
      expect.stringContaining('The publisher was taken'),
      `There is no dateline; the text was taken to begin with “${FIRST}”.`,
    ])
  })
})

describe('related articles', () => {
  const url = 'https://www.republika.co.id/berita/x1/kebun?a=1&b=2'

  it.each([
    ['the label alone', ['', 'Baca Juga', '']],
    ['in capitals, with a colon', ['BACA JUGA:']],
    ['a headline behind a colon', ['Baca Juga: Warga Menanam Cabai']],
    ['a headline behind a colon that ends like a sentence', ['Baca Juga : Apa Kabar Kebun?']],
  ])('related articles without a link are dropped: %s', (_, lines) => {
    expect(among(...lines)).toMatchObject({ body: BOTH, related: [], guesses: [] })
  })

  it.each([
    ['below the headline', ['Baca Juga', 'Warga Menanam Cabai', url]],
    ['behind the headline', ['Baca Juga', '', `Warga Menanam Cabai ${url}`, '']],
    ['in brackets', ['Baca Juga', `- Warga Menanam Cabai (${url})`]],
    ['in Markdown', ['Baca Juga', '', `* [Warga Menanam Cabai](${url})`]],
    ['behind a colon', [`Baca Juga: Warga Menanam Cabai ${url}`]],
    ['in Markdown behind a colon', [`Baca juga: [Warga Menanam Cabai](${url})`]],
    ['behind a headline that wants its link', ['Baca Juga: Warga Menanam Cabai', url]],
  ])('related articles with a link are kept: %s', (_, lines) => {
    const title =
      lines.at(-1) === url && lines.length === 2 && lines[0] !== 'Baca Juga' ? url : 'Warga Menanam Cabai'
    expect(among(...lines)).toMatchObject({ body: BOTH, related: [{ title, url }], guesses: [] })
  })

  it('related articles are left out where they are bare headlines, and that is said', () => {
    const { body, related, guesses } = among(
      'Baca Juga',
      '',
      'Warga Menanam Cabai',
      '',
      'Apa Kata Lurah?',
      '',
    )
    expect([body, related]).toEqual([BOTH, []])
    expect(guesses).toEqual([
      "“Warga Menanam Cabai” after “baca juga” was taken for another article's headline and left out.",
      "“Apa Kata Lurah?” after “baca juga” was taken for another article's headline and left out.",
    ])
  })

  it('a subheading below an empty line and a paragraph are no related articles', () => {
    const lines = ['Baca Juga', 'Warga Menanam Cabai', '', 'Latar Belakang', '']
    expect(among(...lines).body).toBe(`<p>${FIRST}</p>\n<p>Latar Belakang</p>\n<p>${LAST}</p>`)
    for (const paragraph of [
      'Apakah kebun ini milik warga?',
      '“Ini milik kami," kata Lurah',
      'Ada dua hal:',
    ]) {
      expect(among('Baca Juga', '', paragraph).body).toContain(`<p>${paragraph}</p>`)
    }
    expect(among('Baca juga doa pagi, kata ustaz.').body).toContain('<p>Baca juga doa')
  })

  it('dangerous links are no related articles', () => {
    for (const bad of [
      'javascript:alert(1)',
      'https://a:b@republika.co.id/x',
      'https://',
      'file:///etc/passwd',
    ]) {
      expect(among(`Baca Juga: Warga ${bad}`, `Baca Juga: [Warga](${bad})`).related).toEqual([])
    }
  })
})

describe('promotion', () => {
  it.each([
    'Advertisement',
    'ADVERTISEMENT',
    'AdvertisementAdvertisement',
    'BACA JUGA: Ikuti Seri Panen di Kanal Kebun , Klik di Sini',
    'Ikuti kabar kami di WhatsApp Channel',
    'Scroll untuk melanjutkan membaca',
    'Loading...',
    'Berita Lainnya',
  ])('a promotion is left out in the middle and at the end: %s', (line) => {
    const bare = (one: ImportedArticle) => ({ ...one, guesses: [] })
    expect(among(line)).toMatchObject({ body: BOTH, related: [] })
    expect(bare(article(`${START}\n${LAST}\n${line}\nAdvertisement`)).body).toBe(BOTH)
    expect(article(`${START}\n${LAST}\nsumber : Reuters\n${line}`)).toMatchObject({ body: BOTH, guesses: [] })
  })

  it('a list of other news is left out, and it is told where the text goes on', () => {
    const other = [
      'Berita Lainnya',
      '',
      'Lomba Layang-Layang Digelar',
      '',
      'Rabu 5 Jul 2023 10:00 WIB',
      '2 jam lalu',
      '',
    ]
    const { body, guesses, published } = among(...other)
    expect(body).toBe(BOTH)
    expect(guesses).toEqual([`The text from “${LAST}” on, below other news, was taken for the article's.`])
    expect(published.instant).toBe(Date.parse('2023-07-05T08:07:00+07:00'))
    expect(article([START, LAST, 'sumber : AP', ...other].join('\n'))).toMatchObject({
      body: BOTH,
      guesses: [],
    })
  })

  it('what stands below the source is no part of the text, and unknown lines there are told', () => {
    const { body, guesses } = article(`${START}\n${LAST}\nsumber : AP\nIni bukan isi berita.\nIni pun bukan.`)
    expect(body).toBe(BOTH)
    expect(guesses).toEqual(['2 lines below the source were left out: “Ini bukan isi berita.”.'])
  })
})

describe('the source line', () => {
  it.each([
    ['sumber : Reuters', ['Reuters']],
    ['Sumber: Antara', ['Antara']],
    ['SUMBER :AP.', ['AP']],
    ['sumber : Reuters/AP', ['Reuters', 'AP']],
    ['sumber : Reuters, AP dan Anadolu Agency', ['Reuters', 'AP', 'Anadolu Agency']],
    ['sumber : Reuters & AP & reuters', ['Reuters', 'AP']],
    ['sumber : Reuters via Antara', ['Antara', 'Reuters']],
    ['sumber : Kementerian Laut, Sungai dan Danau/AP', ['Kementerian Laut, Sungai dan Danau', 'AP']],
    ['sumber :\u00A0Reuters\nsumber : AP', ['Reuters', 'AP']],
    ['sumber :', []],
    ['sumber : -', []],
    ['', []],
  ])('the source line "%s" gives the sources %j', (line, names) => {
    const { sources, body, guesses } = article(`${START}\n\n${LAST}\n\u00A0\n${line}\nAdvertisement`)
    expect([sources.map(({ name }) => name), body, guesses]).toEqual([names, BOTH, []])
  })

  it('the source line may be an address', () => {
    expect(article(`${START}\nsumber : https://www.agency.example/world/1`).sources).toEqual([
      { name: 'agency.example', home: 'https://www.agency.example/' },
    ])
  })

  it('a sentence that begins like a source line is text', () => {
    const sentence = 'Sumber: seorang pejabat yang tidak mau disebut namanya, kata dia.'
    expect(among(sentence).body).toBe(`<p>${FIRST}</p>\n<p>${sentence}</p>\n<p>${LAST}</p>`)
  })
})
