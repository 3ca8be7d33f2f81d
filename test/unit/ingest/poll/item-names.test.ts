import { describe, expect, it } from 'vitest'
import {
  authorityOf,
  isNameUnder,
  isPrivateId,
  ownNames,
  owns,
} from '../../../../src/ingest/poll/item-names.ts'

const published = { instant: Date.UTC(2022, 8, 19, 18), offset: 420 }
const item = {
  guid: '17',
  link: 'https://www.satu.example/a/?utm_source=x#b',
  title: 'Judul satu',
  published,
}

describe('the authority of an id', () => {
  it.each([
    ['tag:asal.example,2022:1', 'asal.example'],
    ['TAG:Asal.Example,2022-09:1', 'asal.example'],
    ['tag:redaksi@asal.example,2022:1', 'asal.example'],
    ['tag:reuters.com@jahat.example,2022:1', 'jahat.example'],
    ['urn:newsml:reuters.com:20220920:nL1:1', 'reuters.com'],
    ['https://www.asal.example/1?x=tag:lain.example,2022:1', 'www.asal.example'],
    ['https://reuters.com@jahat.example/1', 'jahat.example'],
    ['ftp://asal.example/1', 'asal.example'],
    ['urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8', undefined],
    ['urn:newsml:reuters:1', undefined],
    ['tag:asal.example:1', undefined],
    ['tag:', undefined],
    ['yt:video:asal.example', undefined],
  ])('the authority of %s is %s', (uri, authority) => {
    expect(authorityOf(uri)).toBe(authority)
    expect(isPrivateId(`id:${uri}`)).toBe(authority === undefined)
  })
})

describe('names', () => {
  it('an item is named by guid, link and title under its source, the day of the title in its own time zone', async () => {
    const names = await ownNames('satu', item)
    expect(names.slice(0, 3)).toEqual([
      'guid:satu:17',
      'link:satu:satu.example/a#b',
      'title:satu:2022-09-20 judul-satu',
    ])
    expect(names[3]).toMatch(/^item:satu:[0-9a-f]{32}$/)
    expect(names.every((name) => isNameUnder('satu', name))).toBe(true)
    expect(names.some((name) => isNameUnder('sat', name) || isNameUnder('satu-dua', name))).toBe(false)
  })

  it('a home page names no item, and neither does a guid that is not there', async () => {
    const names = await ownNames('satu', { ...item, guid: undefined, link: 'https://satu.example/#x' })
    expect(names.map((name) => name.slice(0, 5))).toEqual(['title', 'item:'])
  })

  it('a guid with the words of another name does not get out of its source', async () => {
    const [guid = ''] = await ownNames('satu', { ...item, guid: ':dua:17' })
    expect(isNameUnder('dua', guid)).toBe(false)
  })

  it('a source owns the ids and pages of its hosts, and no text', () => {
    const source = { id: 'asal', name: 'Asal', home: 'https://asal.example/' }
    const all = ['id:tag:asal.example,2022:1', 'page:asal.example:8080/1', 'page:en.asal.example?id=1']
    expect(all.every((name) => owns(source, name))).toBe(true)
    const others = ['id:urn:uuid:1', 'page:lain.example/asal.example', 'words:asal.example', 'guid:asal:1']
    expect(others.some((name) => owns(source, name))).toBe(false)
  })
})
