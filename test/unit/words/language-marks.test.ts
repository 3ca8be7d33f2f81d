import { expect, it } from 'vitest'
import { partIn } from '../../../src/words/index.ts'

it('a text in another language than its page is marked with its language and direction', () => {
  expect(partIn('ar', 'en')).toEqual({ lang: 'ar', dir: 'rtl' })
  expect(partIn('id', 'en')).toEqual({ lang: 'id', dir: 'ltr' })
})

it('a text in the language of its page is not marked', () => {
  expect(partIn('en', 'en')).toEqual({})
})
