import { describe, expect, it } from 'vitest'
import { json, only, withTitle } from '../../../../support/upstream-feed.ts'

describe('what an item loses on its way in', () => {
  it('An item says nothing of losses where there are none', () => {
    expect(only(withTitle('<category>Dunia</category>')).omitted).toEqual([])
  })

  it('A tag that is longer than any tag is left out, and the item says so', () => {
    const { tags, omitted } = only(
      withTitle(`<category>Dunia</category><category>${'a'.repeat(101)}</category>`),
    )
    expect(tags).toEqual(['Dunia'])
    expect(omitted).toEqual([`Its tag "${'a'.repeat(40)}…" is too long and was left out.`])
  })

  it('A subject that is longer than any tag and holds a list becomes the tags of the list, and nothing is told', () => {
    const list = `${'a'.repeat(60)}, ${'b'.repeat(60)} and ${'c'.repeat(20)}`
    const { tags, omitted } = only(withTitle(`<category>${list}</category>`))
    expect(tags).toEqual(['a'.repeat(60), `${'b'.repeat(60)} and ${'c'.repeat(20)}`])
    expect(omitted).toEqual([])
  })

  it('A name that is longer than any name is cut, and the item says so', () => {
    const persons = [{ name: 'x'.repeat(300) }]
    const text = json({
      id: '1',
      title: 'Judul',
      date_published: '2022-09-20T12:32:00+07:00',
      authors: persons,
    })
    const { authors, omitted } = only(text)
    expect(authors[0]?.name).toBe(`${'x'.repeat(199)}…`)
    expect(omitted).toEqual([`The name "${'x'.repeat(40)}…" is too long and was cut.`])
  })

  it('A summary beside the content that is as long as a story is left out, and the item says so', () => {
    const long = 'kata '.repeat(500)
    const item = only(withTitle(`<description>${long}</description><content:encoded>Isi</content:encoded>`))
    expect(item.summary).toBeUndefined()
    expect(item.omitted).toEqual(['Its summary has more than 2000 characters and was left out.'])
    expect(only(withTitle(`<description>${long}</description>`)).omitted).toEqual([])
  })

  it('A time of the update that cannot be read is left out, and the item says so', () => {
    const { updated, omitted } = only(withTitle('<atom:updated>kemarin</atom:updated>'))
    expect(updated).toBeUndefined()
    expect(omitted).toEqual(['Its update time "kemarin" is in no form that is known, and was left out.'])
  })
})
