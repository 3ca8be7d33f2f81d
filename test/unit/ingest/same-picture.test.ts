import { describe, expect, it } from 'vitest'
import { isSamePicture } from '../../../src/ingest/same-picture.ts'
import { SITE_MARK } from '../../../src/model/article.ts'

const CDN = 'https://cdn.example/2022/09'

describe('two addresses of one picture', () => {
  it.each([
    ['are equal', `${CDN}/a.jpg`, `${CDN}/a.jpg`],
    ['ask for other sizes', `${CDN}/a.jpg?w=300&q=80`, `${CDN}/a.jpg?w=1200`],
    ['have their sizes in the name', `${CDN}/a-300x200.jpg`, `${CDN}/a.jpg`],
    ['are scaled', `${CDN}/a-scaled.jpg`, `${CDN}/a-1024x683.jpg`],
    ['are for dense screens', `${CDN}/a@2x.png`, `${CDN}/a.png`],
    ['differ by the protocol and www', 'http://www.x.example/a.jpg', 'https://x.example/a.jpg'],
    [
      'have folders for sizes and a name that holds a time',
      'https://static.x.example/uploads/images/headline_slide/putin-_220920123200-567.jpg',
      'https://static.x.example/uploads/images/inpicture_slide/putin-_220920123200-567.jpg',
    ],
    ['are of our own site', `${SITE_MARK}/media/a.1f2e.jpg`, `${SITE_MARK}/media/a.1f2e.jpg`],
  ])('may be such that %s', (_what, one, other) => {
    expect(isSamePicture(one, other)).toBe(true)
    expect(isSamePicture(other, one)).toBe(true)
  })

  it.each([
    ['other names', `${CDN}/a.jpg`, `${CDN}/b.jpg`],
    ['other hosts', `${CDN}/a.jpg`, 'https://x.example/2022/09/a.jpg'],
    ['other folders and a common name', `${CDN}/1/photo.jpg`, `${CDN}/2/photo.jpg`],
    [
      'other numbers in the query',
      'https://x.example/image.php?id=1&w=2',
      'https://x.example/image.php?id=2&w=2',
    ],
    ['other digests', `${SITE_MARK}/media/a.1f2e.jpg`, `${SITE_MARK}/media/a.2e1f.jpg`],
  ])('are not of one picture where they have %s', (_what, one, other) => {
    expect(isSamePicture(one, other)).toBe(false)
  })
})
