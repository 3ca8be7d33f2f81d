import { expect, it } from 'vitest'
import { slugOf } from '../../../src/cli/killing.ts'

it.each([
  ['kabar', 'kabar'],
  ['urn:x:satu', 'urn:x:satu'],
  ['https://news.example/articles/kabar%20%D8%A3', 'kabar أ'],
  ['https://news.example/articles/kabar?utm_source=x#top', 'kabar'],
  ['https://news.example/articles/%ff', 'https://news.example/articles/%ff'],
  ['https://news.example/tags/kabar', 'https://news.example/tags/kabar'],
])('What a kill names as %s is the article called %s', (name, slug) => {
  expect(slugOf(name)).toBe(slug)
})
