import { describe, expect, it } from 'vitest'
import { cleanHtml } from '../../../src/ingest/clean-html.ts'
import { htmlBody } from '../../../src/ingest/import/common/markup-body.ts'
import { lostElements } from '../../../src/ingest/replaced-elements.ts'
import { textOfHtml } from '../../../src/model/text.ts'

const clean = (html: string) => cleanHtml(html, (url) => url)

const figure = (page: string, provider: string, text = page.replace(/^https:\/\/(?:www\.)?/, '')) =>
  `<figure><p><a href="${page}">${text}</a></p><figcaption>${provider}</figcaption></figure>`

describe('frames, films and sounds of a body', () => {
  it.each([
    ['https://www.youtube.com/embed/a-B_1?rel=0', 'https://www.youtube.com/watch?v=a-B_1', 'YouTube'],
    ['//www.youtube-nocookie.com/embed/a', 'https://www.youtube.com/watch?v=a', 'YouTube'],
    [
      'https://www.youtube.com/embed/videoseries?list=PL1',
      'https://www.youtube.com/playlist?list=PL1',
      'YouTube',
    ],
    ['https://player.vimeo.com/video/123?h=ab', 'https://vimeo.com/123/ab', 'Vimeo'],
    ['https://www.dailymotion.com/embed/video/x8', 'https://www.dailymotion.com/video/x8', 'Dailymotion'],
    [
      'https://geo.dailymotion.com/player.html?video=x8',
      'https://www.dailymotion.com/video/x8',
      'Dailymotion',
    ],
    ['https://open.spotify.com/embed/episode/a1?x=1', 'https://open.spotify.com/episode/a1', 'Spotify'],
    [
      'https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/a/b',
      'https://soundcloud.com/a/b',
      'SoundCloud',
    ],
    ['https://platform.twitter.com/embed/Tweet.html?id=12', 'https://x.com/i/status/12', 'X'],
    ['https://www.instagram.com/p/C-1_a/embed/captioned/', 'https://www.instagram.com/p/C-1_a/', 'Instagram'],
    ['https://www.tiktok.com/embed/v2/7', 'https://www.tiktok.com/embed/v2/7', 'TikTok'],
  ])('the player %s is a figure with a link to %s, and says %s', (player, page, provider) => {
    const frame = `<iframe src="${player}"></iframe>`
    expect(clean(frame)).toBe(figure(page, provider))
    expect(clean(`<p>${frame}</p>`)).toBe(figure(page, provider))
    expect(lostElements(frame)).toEqual([])
  })

  it('a player whose address is not understood is linked as it is', () => {
    expect(clean('<iframe src="https://player.vimeo.com/event/x"></iframe>')).toBe(
      figure('https://player.vimeo.com/event/x', 'Vimeo'),
    )
  })

  it('a frame with a title has that as the text of its link', () => {
    expect(
      clean('<iframe title="A &lt;b&gt; &amp; c" src="https://player.vimeo.com/video/1"></iframe>'),
    ).toBe(figure('https://vimeo.com/1', 'Vimeo', 'A &lt;b&gt; &amp; c'))
  })

  it('a frame of anybody else is a link', () => {
    expect(clean('<iframe src="https://x.example/w?a=1&amp;b"></iframe>')).toBe(
      '<p><a href="https://x.example/w?a=1&amp;b">x.example/w?a=1&amp;b</a></p>',
    )
  })

  it('a film is a figure with its picture and the host of its file', () => {
    const film =
      '<video poster="https://c.example/p.jpg"><source src="https://cdn.example/v.mp4"><p>no</p></video>'
    expect(clean(film)).toBe(
      '<figure><p><a href="https://cdn.example/v.mp4"><img alt="" src="https://c.example/p.jpg" /><br />' +
        'cdn.example/v.mp4</a></p><figcaption>cdn.example</figcaption></figure>',
    )
  })

  it('a sound in a paragraph with other text stays in its line', () => {
    expect(clean('<p>Dengar <audio src="https://cdn.example/a.mp3" title="ini"></audio> dulu</p>')).toBe(
      '<p>Dengar <a href="https://cdn.example/a.mp3">ini</a> (cdn.example) dulu</p>',
    )
  })

  it('two players in a row are two links', () => {
    const html = clean(
      '<p><audio src="https://a.example/1.mp3"></audio><audio src="https://a.example/2.mp3"></audio></p>',
    )
    expect(textOfHtml(html)).toBe('a.example/1.mp3 (a.example) a.example/2.mp3 (a.example)')
  })

  it('a frame in a figure keeps the caption of that figure, and one in a link is its text', () => {
    const frame = '<iframe src="https://player.vimeo.com/video/1"></iframe>'
    expect(clean(`<figure><div>${frame}</div><figcaption>a</figcaption></figure>`)).toBe(
      '<figure><p><a href="https://vimeo.com/1">vimeo.com/1</a> (Vimeo)</p><figcaption>a</figcaption></figure>',
    )
    expect(clean(`<a href="https://x.example/">${frame}</a>`)).toBe(
      '<a href="https://x.example/">vimeo.com/1 (Vimeo)</a>',
    )
  })

  it('a film or an object without an address shows what stands in it instead', () => {
    expect(clean('<video><p>a</p></video><object><p>b</p></object>')).toBe('<p>a</p><p>b</p>')
  })

  it('a frame that is there to count visitors stays out', () => {
    expect(
      clean(
        '<iframe width="1" height="1" src="https://x.example/"></iframe><iframe style="display:none" src="https://x.example/"></iframe>',
      ),
    ).toBe('')
  })

  it('a frame of an imported document comes along', () => {
    expect(htmlBody('<p>a</p><iframe src="https://player.vimeo.com/video/1"></iframe>', undefined)).toEqual({
      ok: true,
      value: `<p>a</p>${figure('https://vimeo.com/1', 'Vimeo')}`,
    })
  })

  it.each([
    'javascript:alert(1)',
    'java&#10;script:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    ' &#1;javascript:alert(1)',
    '"><script>alert(1)</script>',
  ])('no frame brings in the address %j or what stands in it', (address) => {
    const html = clean(`<iframe src="${address}"></iframe><video src="${address}"></video>`)
    expect(html).not.toMatch(/<script|href="(?:javascript|data|vbscript)/i)
  })
})

describe('other elements that readers drop', () => {
  it('details are a definition list, set off from what is around them', () => {
    expect(clean('<details open><summary>Apa <b>itu</b>?</summary><p>a</p><p>b</p></details><p>c</p>')).toBe(
      '<dl><dt>Apa <b>itu</b>?</dt><dd><p>a</p><p>b</p></dd></dl><p>c</p>',
    )
  })

  it('details in details, without a summary and without a text are still whole', () => {
    expect(clean('<details><summary>a</summary><details><summary>b</summary>c</details></details>')).toBe(
      '<dl><dt>a</dt><dd><dl><dt>b</dt><dd>c</dd></dl></dd></dl>',
    )
    expect(clean('<details><p>a</p></details><details><summary>b</summary></details>')).toBe(
      '<p>a</p><dl><dt>b</dt></dl>',
    )
  })

  it('boxes to tick are characters', () => {
    expect(clean('<ul><li><input type="checkbox" checked disabled>a</li></ul>')).toBe('<ul><li>☑ a</li></ul>')
  })
})

describe('what is lost of a body', () => {
  it('is told by its elements, in their order', () => {
    const html =
      '<p>a</p><svg><path /></svg><iframe srcdoc="x"></iframe><script src="x"></script>' +
      '<img alt="a" src="data:image/png;base64,A"><input name="x">'
    expect(lostElements(html)).toEqual(['svg', 'iframe', 'script', 'img', 'input'])
  })

  it('is nothing where all is shown, or stands in code', () => {
    const html =
      '<p>a <b>b</b><img src="https://x.example/a.png"></p><video src="a.mp4"></video><details>x</details>' +
      '<pre><code>&lt;script&gt;</code></pre>'
    expect(lostElements(html)).toEqual([])
  })
})
