import { describe, expect, it } from 'vitest'
import { prepareItem } from '../../../../src/ingest/poll/prepare.ts'
import { only, withTitle } from '../../../support/upstream-feed.ts'

const SOURCE = { id: 'satu', name: 'Kabar Satu', home: 'https://satu.example/', hosts: ['gambar.example'] }

/** What is left out of an item whose picture is at this address. */
function omittedFor(picture: string) {
  const item = only(withTitle(`<media:content url="${picture}" medium="image"/>`))
  return prepareItem({ source: SOURCE, url: 'https://satu.example/rss' }, item, 10).omitted.map(
    ({ kind }) => kind,
  )
}

describe('the picture of a polled item', () => {
  it.each([
    ['https://satu.example/a.jpg?utm_source=x', []],
    ['https://img.gambar.example/a.jpg?utm_source=x', []],
    ['https://lain.example/a.jpg?utm_source=x', ['image']],
  ])('The hosts that a source calls its own in the registry are not foreign: %s', (picture, omitted) => {
    expect(omittedFor(picture)).toEqual(omitted)
  })
})
