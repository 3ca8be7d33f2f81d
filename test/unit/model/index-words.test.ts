import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indexWords, needsIndexWords, placedWords } from '../../../src/model/index-words.ts'

/** Whether words stand in others one after the other: what FTS5 finds as a phrase. */
function isPhraseOf(words: readonly string[], of: readonly string[]): boolean {
  return words.length > 0 && of.some((_, at) => words.every((word, index) => of[at + index] === word))
}

const finds = (text: string, query: string) => isPhraseOf(indexWords(query), indexWords(text))

const EAST_ASIAN = [...'政府新经济中国のをカガー々〇정부는한글𠮷野𠀀家豈ㄅ']
const between = fc.constantFrom(
  '，',
  '。',
  ' ',
  '\n',
  'GDP',
  '2022',
  '（',
  '👩‍💻',
  '\ud842',
  'é',
  'ｶﾞ',
  '\u{E0100}',
)

describe('indexWords', () => {
  it('any part of what is written without spaces finds the text that it stands in', () => {
    const run = fc.array(fc.constantFrom(...EAST_ASIAN), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(run, between), { maxLength: 4 }),
        run,
        fc.nat(),
        fc.nat(),
        (before, own, from, length) => {
          const start = from % own.length
          const part = own.slice(start, start + 1 + (length % own.length)).join('')
          const text = `${before.map(([some, mark]) => some.join('') + mark).join('')}${own.join('')}，后`
          expect(finds(text, part)).toBe(true)
        },
      ),
      { numRuns: 300 },
    )
  })

  it.each([
    ['新政府宣布', '政府'],
    ['新政府宣布', '新'],
    ['A股市场', 'A股'],
    ['2022年度', '2022年'],
    ['第三章政\n府', '政府'],
    ['ﾄｳｷｮｳのガス', 'トウキョウ'],
    ['ガス', 'ｶﾞｽ'],
    ['東京スカイツリー', 'ツリー'],
    ['正しい𠮷野家へ', '𠮷野'],
    ['葛\u{E0100}飾区', '葛飾'],
    ['㍿日本', '株式会社日本'],
    ['⼈⼝', '人口'],
    ['정부는 발표했다', '정부'],
    ['정부는', '정부는'],
    ['ประชาชนต้องการน้ำสะอาด', 'น้ำ'],
    ['ประชาชนต้องการน้ำสะอาด', 'ต้องการ'],
    ['ในต่างๆนั้น', 'ต่าง'],
    ['ປະຊາຊົນຕ້ອງການນ້ຳສະອາດ', 'ນ້ຳ'],
    ['ប្រជាជន\u200bត្រូវការទឹក', 'ត្រូវការទឹក'],
    ['မြန်မာပြည်သူများသည်ရေသန့်လိုအပ်သည်', 'ရေသန့်'],
    ['ꦲꦏ꧀ꦱꦫꦗꦮ', 'ꦗꦮ'],
    ['قرأت الكتاب الجديد', 'كتاب جديد'],
    ['قرأت والكتاب', 'كتاب'],
    ['Le café 政府', 'café'],
  ])('the text %j is found by %j', (text, query) => {
    expect(finds(text, query)).toBe(true)
  })

  it.each([
    ['新政府', '府新'],
    ['政治府', '政府'],
    ['กลาง', 'กล้าง'],
    ['มาก', 'ม้า'],
    ['ガス', 'カス'],
    ['مكتب', 'كتاب'],
    ['الله', 'له'],
    ['pemerintahan', 'pemerintah'],
  ])('the text %j is not found by %j', (text, query) => {
    expect(finds(text, query)).toBe(false)
  })

  it('a query of two letters is not found where they stand apart', () => {
    expect(finds('政，经济，府', '政府')).toBe(false)
  })

  it('words of the usual scripts are the words of the text', () => {
    expect(indexWords('Perwakilan “pemerintah” — désa, AT&T; КУЛЬТУРА')).toEqual([
      'perwakilan',
      'pemerintah',
      'désa',
      'at',
      't',
      'культура',
    ])
  })

  it('a text of a hundred thousand characters has all its words, whatever these are', () => {
    for (const [unit, count] of [
      ['政', 100_000],
      ['\u0301', 0],
      ['a\u0301', 1],
      ['\ud842', 0],
      ['ก\u0e31', 100_000],
    ] as const) {
      expect(indexWords(unit.repeat(100_000))).toHaveLength(count)
    }
  })
})

describe('placedWords', () => {
  it('each word stands where it says, in the order of the text, and the index has it', () => {
    const piece = fc.oneof(
      between,
      fc.constantFrom(...EAST_ASIAN, 'น้ำ', 'الكتاب', 'Kata', ' '),
      fc.string({ unit: 'binary' }),
    )
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('')
        let end = 0
        for (const word of placedWords(text)) {
          expect(word.start).toBeGreaterThanOrEqual(end)
          expect(word.end).toBeGreaterThan(word.start)
          expect(text.slice(word.start, word.end)).toMatch(/\S/)
          end = word.end
        }
        expect(end).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: 300 },
    )
  })
})

describe('needsIndexWords', () => {
  it('says so of every text that has words of its own in the index', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const isOwn = placedWords(text).some(({ kind }) => kind !== 'other')
        if (isOwn) expect(needsIndexWords(text)).toBe(true)
      }),
      { numRuns: 300 },
    )
    for (const letter of [...EAST_ASIAN, 'น', 'ك', 'ﷺ', 'ꦲ', 'ｶ', '\u{1B000}', '\u{1AFF0}', '\u{31350}']) {
      expect(needsIndexWords(`Kata ${letter}`)).toBe(true)
    }
  })

  it('does not of what newsrooms write in Indonesian and English', () => {
    expect(needsIndexWords('Désa “Ñandú” — 5 €, naïve… ½ 😀 👩‍💻 🇮🇩 КИЇВ Αθήνα')).toBe(false)
  })
})
