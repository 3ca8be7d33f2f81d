import { describe, expect, it } from 'vitest'
import { SITE_MARK } from '../../../src/model/article.ts'
import { sizesOf, withSizes } from '../../../src/pages/picture-sizes.ts'

const URL = `${SITE_MARK}/media/2022/09/peta.1f2e3d4c.png`
const PICTURE = { url: URL, width: 1200, height: 800, widths: [480, 960] }
const ORIGIN = 'https://news.example'

describe('the sizes of a picture', () => {
  it('a picture of ours is offered in each of its widths, the whole one last', () => {
    expect(sizesOf(PICTURE, ORIGIN, 'article').srcset).toBe(
      [480, 960].map((width) => `${ORIGIN}/media/2022/09/peta.1f2e3d4c.${width}.webp ${width}w`).join(', ') +
        `, ${ORIGIN}/media/2022/09/peta.1f2e3d4c.png 1200w`,
    )
  })

  it.each([{ url: 'https://img.example/a.jpg' }, { url: URL, width: 300, widths: [] }])(
    'a picture that is kept in one size only is offered in no other',
    (picture) => {
      expect(sizesOf(picture, ORIGIN, 'item')).toEqual({})
    },
  )
})

describe('the pictures in a body', () => {
  const shown = (html: string, isLead = false) => withSizes(html, [PICTURE], { origin: ORIGIN, isLead })

  it('a picture of ours has its size, so that nothing moves when it comes, and its widths', () => {
    expect(shown(`<p><img src="${URL}" alt="a &gt; b" /></p>`)).toMatch(
      /^<p><img src="[^"]*" alt="a &gt; b" loading="lazy" decoding="async" width="1200" height="800" srcset="[^"]*480w, [^"]*" sizes="[^"]*" \/><\/p>$/,
    )
  })

  it('the size that a picture says itself is kept, and one from elsewhere gets none', () => {
    expect(shown(`<img src="${URL}" width="600" height="400" />`)).not.toContain('width="1200"')
    expect(shown('<img src="https://img.example/a.jpg" alt="" />')).toBe(
      '<img src="https://img.example/a.jpg" alt="" loading="lazy" decoding="async" />',
    )
  })

  it('only the picture that is seen first is not put off', () => {
    const html = shown('<img src="https://a.example/1" /><img src="https://a.example/2" />', true)
    expect(html.match(/fetchpriority="high"|loading="lazy"/g)).toEqual([
      'fetchpriority="high"',
      'loading="lazy"',
    ])
  })
})
