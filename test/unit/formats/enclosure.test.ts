import { describe, expect, it } from 'vitest'
import type { Entry } from '../../../src/formats/document.ts'
import { mediaFiles } from '../../../src/formats/enclosure.ts'
import { SyndicationFeed } from '../../../src/formats/syndication-feed.ts'

const VIDEO = { url: 'https://a.example/v.mp4', length: 9, duration: 3, title: 'Film' }
const AUDIO = { url: 'https://a.example/a.mp3', length: 5, duration: 4 }
const IMAGE = 'https://a.example/i.jpg'

function entry(fields: Partial<Entry>): Entry {
  return { title: 'T', link: 'https://a.example/', date: new Date(0), ...fields }
}

function feedWith(fields: Partial<Entry>): SyndicationFeed {
  const feed = new SyndicationFeed({ title: 'T' })
  feed.addItem(entry(fields))
  return feed
}

describe('the media of an item', () => {
  it('comes most important first', () => {
    const enclosure = { url: 'https://a.example/d.pdf' }
    const files = mediaFiles(entry({ enclosure, image: IMAGE, audio: AUDIO, video: VIDEO }))
    expect(files.map(({ type, medium }) => [type, medium])).toEqual([
      ['video/mp4', 'video'],
      ['audio/mpeg', 'audio'],
      ['image/jpeg', 'image'],
      ['application/octet-stream', undefined],
    ])
  })

  it('keeps the type that was given', () => {
    expect(mediaFiles(entry({ enclosure: { url: IMAGE, type: 'audio/flac' } }))).toEqual([
      { url: IMAGE, type: 'audio/flac', medium: 'audio' },
    ])
  })
})

describe('the media of an RSS item', () => {
  it('has one enclosure, the first of known length; the rest is media:content', () => {
    const rss = feedWith({ image: IMAGE, audio: AUDIO, video: VIDEO }).rss2()
    expect(rss.match(/<enclosure .*?>|<media:content .*?>/g)).toEqual([
      '<enclosure url="https://a.example/v.mp4" length="9" type="video/mp4"/>',
      '<media:content url="https://a.example/a.mp3" medium="audio" type="audio/mpeg" fileSize="5" duration="4"/>',
      '<media:content url="https://a.example/i.jpg" medium="image" type="image/jpeg"/>',
    ])
  })

  it('has no enclosure where no length is known', () => {
    expect(feedWith({ image: IMAGE, audio: { ...AUDIO, length: 0 } }).rss2()).not.toContain('<enclosure')
  })
})

describe('the media of other formats', () => {
  it('are enclosure links in Atom', () => {
    const atom = feedWith({ image: IMAGE, audio: { ...AUDIO, title: 'Siniar' } }).atom1()
    expect(atom.match(/<link rel="enclosure".*?>/g)).toEqual([
      '<link rel="enclosure" type="audio/mpeg" length="5" href="https://a.example/a.mp3" title="Siniar"/>',
      '<link rel="enclosure" type="image/jpeg" href="https://a.example/i.jpg"/>',
    ])
  })

  it('are attachments in JSON Feed, and the picture is its image too', () => {
    const { items } = JSON.parse(feedWith({ image: IMAGE, video: VIDEO }).json1())
    expect(items[0].image).toBe(IMAGE)
    expect(items[0].attachments).toEqual([
      { url: VIDEO.url, mime_type: 'video/mp4', title: 'Film', size_in_bytes: 9, duration_in_seconds: 3 },
      { url: IMAGE, mime_type: 'image/jpeg' },
    ])
  })
})
