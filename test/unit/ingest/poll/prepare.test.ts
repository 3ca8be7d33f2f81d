import { describe, expect, it } from 'vitest'
import { prepareItem } from '../../../../src/ingest/poll/prepare.ts'
import { only, read, withTitle } from '../../../support/upstream-feed.ts'

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

describe('the text of a polled item', () => {
  it('What no reader shows of it is told, but not its scripts', () => {
    const html = '<p>A</p><svg></svg><svg></svg><script>x</script><iframe></iframe>'.replaceAll('<', '&lt;')
    const [item = only('')] = read(withTitle(`<description>${html}</description>`)).articles
    const { omitted } = prepareItem({ source: SOURCE, url: 'https://satu.example/rss' }, item, 10)
    expect(omitted).toEqual([
      {
        kind: 'cut',
        item: item.title,
        reason: 'It shows nothing of 2 times <svg>, <iframe>, which feed readers leave out.',
      },
    ])
  })
})
