import { beforeEach, describe, expect, it } from 'vitest'
import { articleFile, contentOf, get, sync } from '../support/site.ts'
import { emptyTables } from '../support/tables.ts'

const fileOf = (slug: string, fields: Record<string, unknown>) =>
  articleFile({ id: `urn:x:${slug}`, title: `Judul ${slug}`, ...fields })

beforeEach(emptyTables)

describe('a corrected article', () => {
  const fields = {
    updated: '2022-09-20T13:00:00+07:00',
    corrections: [{ at: '2022-09-21T08:00:00+07:00', text: 'Nama <menteri> salah ditulis.' }],
  }

  it('Body and summary say so in its words, and it was updated then', async () => {
    await sync(contentOf({ lama: fileOf('lama', fields) }))
    const text = 'Ralat 21/9/2022: Nama &#x3C;menteri&#x3E; salah ditulis.'
    const atom = await (await get('/atom.xml')).text()
    expect(atom).toContain('<updated>2022-09-21T08:00:00+07:00</updated>')
    expect(atom).toContain(`<![CDATA[<p><strong>${text}</strong></p>`)
    expect(atom).toMatch(new RegExp(`<summary>Ringkasan. ${text} Laporan`))
    expect(await (await get('/feed.json')).text()).toContain(
      '"corrections":[{"at":"2022-09-21T01:00:00Z","text":"Nama <menteri> salah ditulis."}]',
    )
    const page = await (await get('/articles/lama', { Accept: 'text/html' })).text()
    expect(page).toContain('<strong>Ralat 21/9/2022: Nama &lt;menteri&gt; salah ditulis.</strong>')
    expect(page).toContain('"correction":[{"@type":"CorrectionComment"')
  })

  it('An English article is corrected in English', async () => {
    await sync(contentOf({ lama: fileOf('lama', { ...fields, language: 'en' }) }))
    expect(await (await get('/rss.xml')).text()).toContain('Correction, 21 September 2022: Nama')
  })
})
