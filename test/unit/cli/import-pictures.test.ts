import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pairPictures, readPicture, withPicture } from '../../../src/cli/import-pictures.ts'
import { jpegWithIim } from '../../support/picture.ts'

let folder: string
const photo = () => join(folder, 'KTT, 1.jpeg')

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'warta-pictures-'))
  writeFileSync(
    photo(),
    await jpegWithIim([
      [80, 'Jo Doe'],
      [120, 'From the file'],
    ]),
  )
})

afterAll(() => rmSync(folder, { recursive: true }))

async function written(image?: Record<string, unknown>) {
  const read = await readPicture(photo(), 'en')
  if (!read.ok) throw new Error(read.failure)
  return withPicture({ slug: 'a', fields: { id: 'urn:a', image }, body: '' }, read.value)
}

describe('the picture of a story that is imported', () => {
  it('It is the one that came with the story, or the one of the same name', () => {
    expect(pairPictures(['p.jpg', 's.txt'])).toEqual({
      stories: ['s.txt'],
      pictures: new Map([['s.txt', 'p.jpg']]),
      alone: [],
    })
    const { pictures, alone } = pairPictures(['x/a.JPG', 'a.txt', 'b.html', 'b.webp', 'c.png', 'd.txt'])
    expect([...pictures]).toEqual([
      ['a.txt', 'x/a.JPG'],
      ['b.html', 'b.webp'],
    ])
    expect(alone).toEqual(['c.png'])
    expect(pairPictures(['https://a.example/p.jpg', '-'])).toMatchObject({ alone: [], pictures: new Map() })
  })

  it('Its name is a slug with a digest, and what its file says is told', async () => {
    const { written: article, notes } = await written()
    expect(article.fields.image).toEqual({
      file: expect.stringMatching(/^media\/ktt-1\.[\da-f]{8}\.jpeg$/),
      credit: 'Jo Doe',
      caption: 'From the file',
    })
    expect(notes[1]).toBe('takes credit "Jo Doe" and caption "From the file" from KTT, 1.jpeg')
  })

  it('What the story says of its picture goes before what the file says', async () => {
    const { written: article } = await written({ caption: 'Of the story' })
    expect(article.fields.image).toMatchObject({ caption: 'Of the story', credit: 'Jo Doe' })
  })

  it('It takes the place of another picture, whose words go too, and that is told', async () => {
    const { written: article, notes } = await written({
      url: 'https://a.example/b.jpg',
      credit: 'AFP',
      width: 9,
    })
    expect(article.fields.image).toMatchObject({ credit: 'Jo Doe', caption: 'From the file' })
    expect(article.fields.image).not.toHaveProperty('url')
    expect(article.fields.image).not.toHaveProperty('width')
    expect(notes[0]).toMatch(/^image: media\/.*, in place of https:\/\/a.example\/b.jpg$/)
  })

  it('One that names nobody is told so', async () => {
    const nobody = join(folder, 'nobody.jpg')
    writeFileSync(nobody, await jpegWithIim([]))
    const read = await readPicture(nobody, 'en')
    const { notes } = withPicture(
      { slug: 'a', fields: { id: 'urn:a' }, body: '' },
      read.ok ? read.value : ({} as never),
    )
    expect(notes.at(-1)).toBe("nobody is credited for nobody.jpg; write image.credit in the article's file")
  })

  it('A file that is missing, damaged or too large is refused with what to do', async () => {
    const damaged = join(folder, 'damaged.jpg')
    writeFileSync(damaged, 'no picture')
    const large = join(folder, 'large.jpg')
    writeFileSync(large, '')
    truncateSync(large, 26 * 1024 * 1024)
    const failures = await Promise.all(
      [join(folder, 'none.jpg'), damaged, large].map(async (name) => {
        const read = await readPicture(name, 'en')
        return read.ok ? '' : read.failure
      }),
    )
    expect(failures).toEqual([
      'is not there; mend its path',
      'is no image that can be read; save it as AVIF, GIF, JPEG, PNG or WebP',
      'is empty or larger than 26214400 bytes; make it smaller',
    ])
  })
})
