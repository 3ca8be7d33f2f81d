import { describe, expect, it } from 'vitest'
import type { PictureWords } from '../../../../src/ingest/content/folder.ts'
import { readContent, readSourcesFile } from '../../../../src/ingest/content/read-files.ts'
import { articleFile, contentOf, NOW } from '../../../support/example-content.ts'

const ASSET = { path: '/media/kapal.1f2e.jpg', type: 'image/jpeg', width: 40, height: 30, digest: '1f2e' }

/** The one article of a folder whose picture says this, and what is told of it. */
async function readOne(fields: Record<string, unknown>, body: string, words: PictureWords) {
  const content = contentOf({ contoh: articleFile(fields, body) })
  content.media.set('media/kapal 1.jpg', ASSET)
  content.pictures.set('media/kapal 1.jpg', words)
  const { fresh, faults } = await readContent(content, await readSourcesFile(content), {
    now: NOW,
    known: new Map(),
    progress: () => {},
  })
  expect(faults).toEqual([])
  const [one] = fresh
  return { image: one?.draft.image, body: one?.draft.body, notes: one?.notes }
}

const FILE = { image: { file: 'media/kapal 1.jpg' } }
const NO_ALT = 'its image has no alt: say what it shows, for people who do not see it'
const WORDS = { credit: 'Sari/Antara', caption: 'Kapal <b>', alt: 'Sebuah kapal', rights: '© Antara' }

describe('the words of a picture', () => {
  it('An image without any takes them from its file, and that is told', async () => {
    const { image, notes } = await readOne(FILE, 'Isi.', WORDS)
    expect(image).toMatchObject({ width: 40, ...WORDS })
    expect(notes).toEqual([
      'takes credit "Sari/Antara", caption "Kapal <b>", alt "Sebuah kapal" and rights "© Antara" from media/kapal 1.jpg',
    ])
  })

  it('What the article says itself stays', async () => {
    const own = { image: { ...FILE.image, alt: 'Perahu', credit: 'Budi' } }
    const { image, notes } = await readOne(own, 'Isi.', { credit: 'Sari', caption: 'Kapal' })
    expect(image).toMatchObject({ credit: 'Budi', caption: 'Kapal' })
    expect(notes).toEqual(['takes caption "Kapal" from media/kapal 1.jpg'])
    const both = { image: { ...FILE.image, alt: 'Perahu', credit: 'Budi', caption: 'Perahu' } }
    expect((await readOne(both, 'Isi.', WORDS)).notes).toEqual([])
  })

  it('They stand beside a picture that the body shows, also where the article names none', async () => {
    const { image, body } = await readOne({}, '![Alt](<media/kapal 1.jpg>)\n\nIsi.', {
      credit: 'Sari',
      caption: 'Kapal <b>',
    })
    expect(image).toMatchObject({ credit: 'Sari', caption: 'Kapal <b>', alt: 'Alt', inBody: true })
    expect(body).toContain('<figcaption>Kapal &lt;b&gt; <small>Foto: Sari</small></figcaption>')
    expect(body?.match(/<img /g)).toHaveLength(1)
  })

  it('Elements that no reader shows are told beside them', async () => {
    const { notes } = await readOne(FILE, '<svg></svg><svg></svg><canvas></canvas>', { credit: 'Sari' })
    expect(notes).toEqual([
      'takes credit "Sari" from media/kapal 1.jpg',
      'shows nothing of 2 times <svg>, <canvas>, which feed readers leave out',
      NO_ALT,
    ])
  })

  it('An image without alt is a warning, once, and a credit without its picture is none', async () => {
    expect((await readOne(FILE, 'Isi.', {})).notes).toEqual([NO_ALT])
    expect((await readOne({ image: { credit: 'Sari' } }, 'Isi.', {})).notes).toEqual([])
    const shown = 'Isi. ![Kapal](<media/kapal 1.jpg>) ![](<media/kapal 1.jpg>) <img src="media/kapal 1.jpg">'
    expect((await readOne({}, shown, {})).notes).toEqual([
      expect.stringMatching(/^shows 2 pictures without an alt: say/),
    ])
    expect((await readOne(FILE, '![](<media/kapal 1.jpg>)', {})).notes).toEqual([
      expect.stringMatching(/^shows a picture without an alt: say/),
    ])
  })

  it('A picture whose path has a space, and so stands there as letters, is told with what to write', async () => {
    const told = (path: string) =>
      `has ${path} as text and not as a picture, because of the space: write <${path}>, or rename the file`
    const { notes } = await readOne(
      {},
      'Isi ![Kapal](media/kapal 1.jpg) dan ![](media/Foto Satu.PNG "Foto").',
      {},
    )
    expect(notes).toEqual([told('media/kapal 1.jpg'), told('media/Foto Satu.PNG')])
    const fine = '`![a](b c.png)` ![Kapal](<media/kapal 1.jpg>) ![Kapal](media/kapal%201.jpg) (c d.png)'
    expect((await readOne({}, fine, {})).notes).toEqual([])
  })

  it('Texts that are made to be slow are looked through for such pictures in no time, and tell of ten at most', async () => {
    for (const part of ['![](a b.png "', '![](a', '![', ' a']) {
      expect((await readOne({}, `![](${part.repeat(20_000)}`, {})).notes).toEqual([])
    }
    expect((await readOne({}, '![](a b.png) '.repeat(20), {})).notes).toHaveLength(10)
  })

  it('A language that is written out is told beside them, and the tags of languages are not', async () => {
    expect((await readOne({ language: 'english' }, 'Isi.', {})).notes).toEqual([
      'says the language "english", which nobody knows: write two or three letters, such as en or id',
    ])
    for (const language of ['sw', 'ban', 'zh-Hant', 'en-KE']) {
      expect((await readOne({ language }, 'Isi.', {})).notes).toEqual([])
    }
  })
})
