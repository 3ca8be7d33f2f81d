import { beforeEach, describe, expect, it } from 'vitest'
import { type Answer, ask, resetSite, show, token } from '../support/api-client.ts'
import { get } from '../support/site.ts'

beforeEach(resetSite)

describe('a document', () => {
  const item = (more: object = {}) => ({
    uri: 'urn:wire:1',
    type: 'text',
    versioncreated: '2022-09-20T12:32:00+07:00',
    language: 'id',
    headline: 'Kawat',
    byline: 'Oleh Budi',
    infosources: [{ name: 'Antara' }],
    copyrightholder: 'Antara',
    body_xhtml: '<p>Isi kawat.</p>',
    ...more,
  })
  async function post(secret: string, body: unknown, headers: Record<string, string> = {}) {
    const response = await ask('POST', 'documents', { secret, body, headers })
    return { ...((await response.json()) as Answer), status: response.status, headers: response.headers }
  }

  it('has a result for each item, and is stored once however often it is sent', async () => {
    const secret = await token()
    const items = [item(), item({ uri: 'urn:wire:2', headline: undefined })]
    const first = await post(secret, items)
    expect(first).toMatchObject({
      status: 200,
      items: [{ result: 'created', id: 'urn:wire:1' }, { result: 'refused' }],
    })
    expect((await post(secret, items)).items[0]).toMatchObject({ result: 'unchanged' })
    expect((await post(secret, [item({ headline: 'Kawat baru' })])).items).toMatchObject([
      { result: 'changed' },
    ])
    expect(await (await get('/rss.xml')).text()).toContain('Kawat baru')
    expect(await show(encodeURIComponent('urn:wire:1'), secret)).toMatchObject({ status: 'public' })
  })

  it('cannot take the article of somebody else, nor publish as a source that the token may not', async () => {
    const bound = await token({ publishers: ['reuters'] })
    expect((await post(bound, [item()])).items[0]?.reason).toMatch(/^Its publisher is antara/)
    const secret = await token()
    await post(secret, [item()])
    const other = await token({ desk: 'lain' })
    expect((await post(other, [item({ headline: 'Diambil' })])).items).toMatchObject([{ result: 'refused' }])
    expect((await post(other, [item({ uri: 'urn:x:lain' })])).items).toMatchObject([{ result: 'refused' }])
  })

  it('of another format is answered with 415, which says what is taken', async () => {
    const secret = await token()
    const html = await post(secret, '<html></html>', { 'Content-Type': 'text/html' })
    expect(html.status).toBe(415)
    expect(html.headers.get('Accept-Post')).toContain('application/json')
    expect((await post(secret, '{"a":1}')).status).toBe(415)
  })
})
