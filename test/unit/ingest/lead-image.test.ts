import { describe, expect, it } from 'vitest'
import { cleanHtml } from '../../../src/ingest/clean-html.ts'
import { withLeadImage } from '../../../src/ingest/lead-image.ts'
import type { Image } from '../../../src/model/article.ts'

const URL = 'https://cdn.example/a.jpg'
const IMG = `<img src="${URL}" alt="x">`
const SIZED = `<img src="${URL}" alt="x" width="1200" height="800">`

function settled(html: string, image?: Image) {
  const body = cleanHtml(html, (url) => url)
  const result = withLeadImage({ language: 'id', body, ...(image && { image }) })
  return {
    image: result.image,
    body: result.body.replaceAll(/<img [^>]*>/g, 'IMG'),
    isSame: result.body === body,
  }
}

describe('the picture of an article that its body shows too', () => {
  it('is not put before the body, and has the size that the body gives', () => {
    expect(settled(`<p>a</p><p>${SIZED}</p>`, { url: URL, alt: 'y' })).toMatchObject({
      image: { url: URL, alt: 'y', width: 1200, height: 800, inBody: true },
      isSame: true,
    })
  })

  it('has no size of another file', () => {
    const { image } = settled(`<p><img src="${URL}?w=300" width="300" height="200"></p>`, { url: URL })
    expect(image).toEqual({ url: URL, inBody: true })
  })

  it('gives its own size to the image of the body, where that has none', () => {
    const body = `<p>${IMG}</p>`
    const { body: settledBody } = withLeadImage({
      language: 'id',
      body: cleanHtml(body, (url) => url),
      image: { url: URL, width: 600, height: 400, credit: 'Antara' },
    })
    expect(settledBody).toMatch(
      /^<figure><img width="600" height="400" [^>]*\/><figcaption><small>Foto: Antara<\/small><\/figcaption><\/figure>$/,
    )
  })

  it('keeps a size of its own', () => {
    expect(settled(SIZED, { url: URL, width: 600, height: 400 }).image).toMatchObject({
      width: 600,
      height: 400,
    })
  })

  const said = { url: URL, caption: 'Putin & Xi', credit: 'Antara' }
  const caption = 'Putin &amp; Xi <small>Foto: Antara</small>'

  it('has its caption and credit in a figure made of its paragraph', () => {
    expect(settled(`<p>a</p><p>${IMG}</p><p>b</p>`, said).body).toBe(
      `<p>a</p><figure>IMG<figcaption>${caption}</figcaption></figure><p>b</p>`,
    )
    expect(settled(`<p><a href="https://x.example/">${IMG}</a></p>`, said).body).toBe(
      `<figure><a href="https://x.example/">IMG</a><figcaption>${caption}</figcaption></figure>`,
    )
  })

  it('has them in the figure that is there, and only what is missing', () => {
    expect(settled(`<figure>${IMG}</figure>`, said).body).toBe(
      `<figure>IMG<figcaption>${caption}</figcaption></figure>`,
    )
    expect(settled(`<figure>${IMG}<figcaption>Putin &amp; Xi</figcaption></figure>`, said).body).toBe(
      `<figure>IMG<figcaption>${caption}</figcaption></figure>`,
    )
    expect(
      settled(`<figure>${IMG}<figcaption>Putin &amp; Xi. Antara</figcaption></figure>`, said).isSame,
    ).toBe(true)
  })

  it('has them behind it where it stands in a text', () => {
    expect(settled(`<p>a ${IMG} b</p>`, said).body).toBe(`<p>a IMG <small>${caption}</small> b</p>`)
  })

  it('stays before a body that shows others only', () => {
    const image = { url: URL }
    expect(settled('<p><img src="https://cdn.example/b.jpg"></p>', image)).toMatchObject({
      image,
      isSame: true,
    })
  })
})

describe('an article without a picture', () => {
  it.each([
    ['a paragraph', `<p>${SIZED}</p><p>a</p>`],
    ['a link', `<p><a href="https://x.example/">${SIZED}</a></p><p>a</p>`],
    ['the beginning of a text', `<p>${SIZED} a</p>`],
    ['nothing', SIZED],
  ])('has the one with which its body begins, in %s', (_what, html) => {
    expect(settled(html)).toMatchObject({
      image: { url: URL, alt: 'x', width: 1200, height: 800, inBody: true },
      isSame: true,
    })
  })

  it('has it with the caption of its figure', () => {
    const { image } = settled(`<figure>${IMG}<figcaption>Putin &amp; <b>Xi</b></figcaption></figure>`)
    expect(image).toEqual({ url: URL, alt: 'x', caption: 'Putin & Xi', inBody: true })
  })

  it('has the picture of a film without the caption of that', () => {
    const { image } = settled(`<video src="https://v.example/a.mp4" poster="${URL}"></video>`)
    expect(image).toEqual({ url: URL, inBody: true })
  })

  it.each([
    ['behind a text', `<p>a</p><p>${IMG}</p>`],
    ['behind words', `<p>a ${IMG}</p>`],
    ['of the size of an icon', `<p><img src="${URL}" width="16" height="16"> a</p>`],
    ['of a list', `<ul><li>${IMG}</li></ul>`],
  ])('has none %s', (_what, html) => {
    expect(settled(html).image).toBeUndefined()
  })

  it('whose credit came alone keeps that, and takes no picture to it', () => {
    expect(settled(`<p>${IMG}</p>`, { credit: 'Antara' }).image).toEqual({ credit: 'Antara' })
  })
})
