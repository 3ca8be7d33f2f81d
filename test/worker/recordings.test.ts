import { beforeAll, describe, expect, it } from 'vitest'
import { articleFile, contentOf, get, NOW, sync, trySync } from '../support/site.ts'

const BODY = `Isi.

<video src="https://cdn.example/v.mp4?a=1&amp;b=2"></video>

[Siniar](https://cdn.example/a.mp3)
`

const OWN = { path: '/media/2022/09/siniar.1f2e.mp3', type: 'audio/mpeg', length: 123_456, digest: '1f2e' }

function site(body: string) {
  const content = contentOf({ contoh: articleFile({}, body) })
  content.media.set('media/siniar 1.mp3', OWN)
  return content
}

beforeAll(async () => {
  await sync(site(BODY))
})

describe('the films and sounds of a body', () => {
  it('are enclosures of Atom with their types', async () => {
    const atom = await (await get('/atom.xml')).text()
    expect(atom).toContain(
      '<link rel="enclosure" type="video/mp4" href="https://cdn.example/v.mp4?a=1&amp;b=2"/>',
    )
    expect(atom).toContain('<link rel="enclosure" type="audio/mpeg" href="https://cdn.example/a.mp3"/>')
  })

  it('are attachments of JSON Feed', async () => {
    const { items } = (await (await get('/feed.json')).json()) as { items: { attachments: unknown }[] }
    expect(items[0]?.attachments).toEqual([
      { url: 'https://cdn.example/v.mp4?a=1&b=2', mime_type: 'video/mp4' },
      { url: 'https://cdn.example/a.mp3', mime_type: 'audio/mpeg' },
    ])
  })

  it('are media of RSS, because nobody knows the length that its enclosure has to have', async () => {
    const rss = await (await get('/rss.xml')).text()
    expect(rss).toMatch(
      /<media:content url="https:\/\/cdn.example\/v.mp4\?a=1&amp;b=2" medium="video" type="video\/mp4"/,
    )
    expect(rss).toMatch(/<media:content url="https:\/\/cdn.example\/a.mp3" medium="audio" type="audio\/mpeg"/)
    expect(rss).not.toContain('<enclosure')
  })

  it('are links in every copy of the body', async () => {
    expect(await (await get('/articles/contoh')).text()).toContain(
      '<figure><p><a href="https://cdn.example/v.mp4?a=1&amp;b=2">cdn.example/v.mp4?a=1&amp;b=2</a></p>' +
        '<figcaption>cdn.example</figcaption></figure>',
    )
  })

  it('are enclosures with their length where they are files of ours', async () => {
    await sync(site('<audio src="media/siniar%201.mp3"></audio>'), NOW + 60_000)
    const url = `https://news.example${OWN.path}`
    expect(await (await get('/rss.xml')).text()).toContain(
      `<enclosure url="${url}" length="123456" type="audio/mpeg"/>`,
    )
    expect(await (await get('/atom.xml')).text()).toContain(
      `<link rel="enclosure" type="audio/mpeg" length="123456" href="${url}"/>`,
    )
    const page = await (await get('/articles/contoh')).text()
    expect(page).toContain(`<a href="${url}">`)
  })

  it('are what the article names, by an address or as a file beside it, and its page links to them', async () => {
    const recordings = [
      { url: 'https://cdn.example/42?a=1&b=2', type: 'audio/x-m4a', length: 9, duration: 61 },
      { file: 'media/siniar 1.mp3' },
    ]
    const content = contentOf({ contoh: articleFile({ recordings }, 'Isi.') })
    content.media.set('media/siniar 1.mp3', OWN)
    await sync(content, NOW + 120_000)
    expect(await (await get('/rss.xml')).text()).toContain(
      '<enclosure url="https://cdn.example/42?a=1&amp;b=2" length="9" type="audio/x-m4a"/>',
    )
    const page = await (await get('/articles/contoh')).text()
    expect(page).toContain('<a href="https://cdn.example/42?a=1&amp;b=2">cdn.example/42</a>')
    expect(page).toContain(`<a href="https://news.example${OWN.path}">news.example${OWN.path}</a>`)
    const image = contentOf({ contoh: articleFile({ recordings: [{ file: 'media/a.png' }] }, 'Isi.') })
    image.media.set('media/a.png', {
      path: '/media/a.png',
      type: 'image/png',
      width: 1,
      height: 1,
      digest: '',
    })
    const refused = await trySync(image)
    expect(refused.ok ? '' : JSON.stringify(refused.failure)).toMatch(/is an image; name a film or a sound/)
  })

  it('are a fault where the file is missing, and where one of them should be an image', async () => {
    const missing = await trySync(site('<video src="media/none.mp4"></video>'))
    expect(missing.ok ? '' : JSON.stringify(missing.failure)).toMatch(
      /shows media\/none.mp4, which is not there/,
    )
    const image = await trySync(site('![x](<media/siniar 1.mp3>)'))
    expect(image.ok ? '' : JSON.stringify(image.failure)).toMatch(/which is a film or a sound; name an image/)
  })
})
