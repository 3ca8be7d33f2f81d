import { describe, expect, it } from 'vitest'
import { newsmlImporter } from '../../../../../src/ingest/import/newsml/import.ts'

function item(guid: string, kind: string, content: string, extra = '', version = 1): string {
  return `<newsItem guid="${guid}" version="${version}"><itemMeta><itemClass qcode="ninat:${kind}"/><provider literal="Antara"/>
    <versionCreated>2024-05-01T12:30:00Z</versionCreated>${extra}</itemMeta>${content}</newsItem>`
}

function text(guid: string, extra = '', version = 1): string {
  const content = `<contentMeta><headline>Judul ${guid}</headline></contentMeta><contentSet><inlineData>Isi.</inlineData></contentSet>`
  return item(guid, 'text', content, extra, version)
}

function picture(guid: string, extra = ''): string {
  const content = `<contentMeta><creator role="crol:photographer"><name>Jane Doe</name></creator><creditline>REUTERS</creditline>
    <headline>Foto</headline><description role="drol:caption">Kapal di laut</description><description role="drol:altText">Kapal</description></contentMeta>
    <contentSet><remoteContent rendition="rnd:highRes" contenttype="image/jpeg" href="https://g.example/${guid}-besar.jpg" width="6000" height="4000"/>
    <remoteContent rendition="rnd:web" contenttype="image/jpeg" href="${guid}.jpg" width="1200" height="800"/>
    <remoteContent rendition="rnd:thumb" contenttype="image/jpeg" href="https://g.example/k.jpg" width="80"/>
    <remoteContent contenttype="image/tiff" href="https://g.example/${guid}.tif" width="2000"/></contentSet>`
  const rights = '<rightsInfo><copyrightNotice>(c) Reuters 2024</copyrightNotice></rightsInfo>'
  return item(guid, 'picture', content, extra).replace('<itemMeta>', `${rights}<itemMeta>`)
}

function pack(guid: string, ...refs: string[]): string {
  return `<packageItem guid="${guid}"><groupSet><group>${refs.map((ref) => `<itemRef residref="${ref}"/>`).join('')}</group></groupSet></packageItem>`
}

function read(...items: string[]) {
  const message = `<newsMessage xml:lang="id"><header><sent>2024-05-01T12:31:00Z</sent></header><itemSet>${items.join('')}</itemSet></newsMessage>`
  const { articles, refused } = newsmlImporter.read({
    text: message,
    name: 'm.xml',
    url: 'https://antara.example/n/',
  })
  return { articles, refused, images: articles.map(({ image }) => image?.url) }
}

describe('a NewsML-G2 message', () => {
  it('a NewsML-G2 message gives its picture, with caption and whole credit, to its one text', () => {
    const { articles, refused } = read(picture('g1'), text('t1'))
    expect(refused).toEqual([])
    expect(articles[0]).toMatchObject({
      language: 'id',
      rights: '(c) Reuters 2024',
      image: {
        url: 'https://antara.example/n/g1.jpg',
        width: 1200,
        height: 800,
        alt: 'Kapal',
        caption: 'Kapal di laut',
        credit: 'Jane Doe/REUTERS',
      },
    })
  })

  it('a NewsML-G2 message gives pictures only to the texts that they belong to', () => {
    const linked = text('t1', '<link rel="irel:seeAlso" residref="g2"/>')
    const packed = [pack('p', 't2', 'g1'), text('t2')]
    const { images, refused } = read(
      picture('g1'),
      picture('g2'),
      picture('g3'),
      linked,
      ...packed,
      text('t3'),
    )
    expect(images).toEqual(['https://antara.example/n/g2.jpg', 'https://antara.example/n/g1.jpg', undefined])
    expect(refused).toEqual([
      { item: 'p', reason: expect.stringMatching(/^It is a package/) },
      { item: 'g3', reason: expect.stringMatching(/^It is a picture that no article here refers to/) },
    ])
  })

  it('a NewsML-G2 message uses no picture that is canceled', () => {
    const { images, refused } = read(text('t1'), picture('g1', '<pubStatus qcode="stat:canceled"/>'))
    expect(images).toEqual([undefined])
    expect(refused).toMatchObject([{ item: 'g1', reason: expect.stringMatching(/canceled/) }])
  })

  it('a NewsML-G2 message refuses a picture without a text, a video, and what is no news item', () => {
    const { refused } = read(
      picture('g1'),
      item('v', 'video', ''),
      '<conceptItem guid="c"/>',
      '<aneh guid="a"/>',
    )
    expect(refused).toEqual([
      { item: 'v', reason: 'Its itemClass is video: only texts become articles, with pictures.' },
      { item: 'c', reason: 'It is a concept item, no news.' },
      { item: 'a', reason: 'It is an element aneh, no news item.' },
      { item: 'g1', reason: 'It is a picture without a text: only with an article is it taken.' },
    ])
  })

  it('a NewsML-G2 message keeps the newest version of an item, even where that is its withdrawal', () => {
    const { articles, refused } = read(text('t1', '', 10), text('t1', '', 9))
    expect(articles).toHaveLength(1)
    expect(refused).toEqual([{ item: 't1', reason: expect.stringMatching(/^Version 10 of it/) }])
    expect(read(text('t1'), text('t1', '<pubStatus qcode="stat:canceled"/>', 2)).articles).toEqual([])
  })

  it('a NewsML-G2 message says that it is empty', () => {
    expect(read().refused).toEqual([{ item: '', reason: 'The message has no item in its itemSet.' }])
  })

  it('a NewsML-G2 message shows the picture that a text holds itself, by reference or in NITF', () => {
    const set =
      '<inlineData>Isi.</inlineData><remoteContent contenttype="image/png" href="https://g.example/a.png"/>'
    const meta =
      '<contentMeta><headline>J</headline><creditline>AP</creditline><description role="x:caption">K</description></contentMeta>'
    const own = item('t', 'text', `${meta}<contentSet>${set}</contentSet>`)
    expect(read(own).articles[0]?.image).toEqual({
      url: 'https://g.example/a.png',
      caption: 'K',
      credit: 'AP',
    })
    const media = `<media media-type="image"><media-reference source="https://g.example/n.jpg" width="9" height="8" alternate-text="Alt"/>
      <media-caption>Kapal</media-caption><media-producer>Adi/Antara</media-producer></media>`
    const nitf = `<contentSet><inlineXML contenttype="application/nitf+xml"><nitf><body><body.content>${media}<p>Isi</p>${media}</body.content></body></nitf></inlineXML></contentSet>`
    const [article] = read(
      item('n', 'text', `<contentMeta><headline>J</headline></contentMeta>${nitf}`),
    ).articles
    expect(article?.image).toEqual({
      url: 'https://g.example/n.jpg',
      width: 9,
      height: 8,
      alt: 'Alt',
      caption: 'Kapal',
      credit: 'Adi/Antara',
    })
    expect(article?.body.match(/<img/g)).toHaveLength(1)
  })
})
