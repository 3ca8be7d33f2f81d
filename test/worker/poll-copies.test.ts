import { beforeEach, describe, expect, it } from 'vitest'
import { ADDED, CHANGED, NOTHING, Rivals, type Said, stored } from '../support/rivals.ts'
import { column, emptyTables } from '../support/tables.ts'
import { story } from '../support/upstream.ts'

let rivals: Rivals

beforeEach(async () => {
  await emptyTables()
  rivals = new Rivals()
  await rivals.sync({ asal: '', agregator: '', lain: '' })
})

describe('the same text from two sources', () => {
  const [one, other]: [Said, Said] = [
    { id: '1', title: 'Satu', body: story('banjir') },
    { id: '2', title: 'Dua', body: story('banjir') },
  ]

  it.each([
    ['asal', 'lain'],
    ['lain', 'asal'],
  ])(
    'The same text from two sources is the article of the first, where neither credits the other: %s',
    async (first, second) => {
      expect(await rivals.poll(first, one)).toEqual(ADDED)
      expect(await rivals.poll(second, other)).toEqual(NOTHING)
      expect(await rivals.poll(second, { ...other, body: story('gempa') })).toEqual(NOTHING)
      expect(await rivals.poll(first, { ...one, title: 'Satu lagi' })).toEqual(CHANGED)
      expect(await stored()).toEqual([`${first}: Satu lagi`])
    },
  )

  it('The same text goes to the source that the first one credits with it, and stays there', async () => {
    const copy = { ...one, publisher: 'Kantor asal' }
    expect(await rivals.poll('agregator', copy)).toEqual(ADDED)
    expect(await column("SELECT data ->> '$.sources[0].id' FROM articles")).toEqual(['asal'])
    expect(await rivals.poll('asal', other)).toEqual(CHANGED)
    for (const n of [1, 2]) {
      expect(await rivals.poll('agregator', { ...copy, title: `Salinan ${n}` })).toEqual(NOTHING)
      expect(await rivals.poll('asal', other)).toEqual(NOTHING)
    }
    expect(await stored()).toEqual(['asal: Dua'])
  })

  it('The same text stays with the first of two sources that credit each other', async () => {
    expect(await rivals.poll('asal', { ...one, publisher: 'Kantor lain' })).toEqual(ADDED)
    for (const n of [1, 2]) {
      expect(await rivals.poll('lain', { ...other, publisher: 'Kantor asal', title: `${n}` })).toEqual(
        NOTHING,
      )
    }
    expect(await stored()).toEqual(['asal: Satu'])
  })
})

describe('a later copy of the same chain', () => {
  const may = 'publishes: [kantor]'
  const copy = (id: string, creator?: string): Said => ({
    id,
    title: `Salinan ${id}`,
    body: story('banjir'),
    publisher: 'Kantor',
    ...(creator && { creator }),
  })

  beforeEach(() => rivals.sync({ kantor: '', asal: may, lain: may, agregator: '' }))

  it('A later copy with a fuller byline mends a poorer one of the same chain, and a poorer one does not', async () => {
    expect(await rivals.poll('asal', copy('1', 'Lintar Satria'))).toEqual(ADDED)
    expect(await rivals.poll('lain', copy('2', 'Lintar Satria, Budi Santoso'))).toEqual(CHANGED)
    for (const n of [1, 2]) {
      expect(await rivals.poll('asal', { ...copy('1', 'Lintar Satria'), title: `Salinan ${n}` })).toEqual(
        NOTHING,
      )
      expect(await rivals.poll('lain', copy('2', 'Lintar Satria, Budi Santoso'))).toEqual(NOTHING)
    }
    expect(await stored()).toEqual(['lain: Salinan 2'])
    expect(await column("SELECT data ->> '$.publisher.id' FROM articles")).toEqual(['kantor'])
    expect(await column("SELECT json_array_length(data, '$.authors') FROM articles")).toEqual([2])
  })

  it('A byline of others, or of another chain, mends nothing', async () => {
    await rivals.poll('asal', copy('1', 'Lintar Satria'))
    expect(await rivals.poll('lain', copy('2', 'Budi Santoso, Friska Yolandha'))).toEqual(NOTHING)
    expect(await rivals.poll('lain', copy('2', 'Lintar Satria, Budi Santoso (Reuters)'))).toEqual(NOTHING)
    expect(await rivals.poll('agregator', copy('3', 'Lintar Satria, Budi Santoso'))).toEqual(NOTHING)
    expect(await stored()).toEqual(['asal: Salinan 1'])
  })

  it('Whoever is the publisher takes the story over, and no fuller copy takes it back', async () => {
    await rivals.poll('asal', copy('1'))
    const own: Said = { id: '9', title: 'Asli', body: story('banjir') }
    expect(await rivals.poll('kantor', own)).toEqual(CHANGED)
    expect(await rivals.poll('lain', copy('2', 'Lintar Satria'))).toEqual(NOTHING)
    expect(await stored()).toEqual(['kantor: Asli'])
  })
})
