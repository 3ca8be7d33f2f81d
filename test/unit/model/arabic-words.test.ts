import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arabicForm } from '../../../src/model/arabic-words.ts'

const word = (least: number) =>
  fc.string({ unit: fc.constantFrom(...'ابتجحدرسعفقكلمنهوي'), minLength: least, maxLength: 9 })

describe('arabicForm', () => {
  it.each([
    ['كتاب', 'كتاب الكتاب والكتاب بالكتاب للكتاب وللكتاب فالكتاب كالكتاب وكتاب كِتَابٌ كـــتاب'],
    ['احمد', 'أحمد احمد وأحمد'],
    ['مدرسه', 'المدرسة مدرسه'],
    ['مستشفي', 'مستشفى المستشفي مستشفی'],
    ['زير', 'وزير الوزير والوزير'],
    ['يد', 'يد اليد واليد'],
    ['الله', 'الله والله'],
    ['ان', 'أن إن ان'],
    ['الان', 'الآن والآن'],
    ['والي', 'والي وإلى'],
    ['', '\u064b \u0640'],
  ])('the form %s is that of %s', (form, words) => {
    expect(words.split(' ').map(arabicForm)).toEqual(words.split(' ').map(() => form))
  })

  it('a word is found with any prefix that is written as one with it, but where it would be a particle', () => {
    const prefixed = fc.oneof(
      fc.tuple(fc.constantFrom('ال', 'لل', 'وال'), word(2)),
      fc.tuple(fc.constantFrom('و', 'بال', 'كال', 'فال'), word(3)),
    )
    fc.assert(
      fc.property(prefixed, ([prefix, stem]) => {
        fc.pre(!['له', 'ان', 'الي'].includes(stem))
        expect(arabicForm(prefix + stem)).toBe(arabicForm(stem))
      }),
      { numRuns: 300 },
    )
  })

  it('the form of a form is itself', () => {
    fc.assert(
      fc.property(word(1), (some) => {
        expect(arabicForm(arabicForm(some))).toBe(arabicForm(some))
      }),
      { numRuns: 300 },
    )
  })
})
