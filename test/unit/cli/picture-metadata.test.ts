import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPictureWords } from '../../../src/cli/picture-metadata.ts'
import { alternatives, jpegWithIim, jpegWithXmp, plainPicture, UTF8, xmp } from '../../support/picture.ts'

async function wordsOf(bytes: Uint8Array | Promise<Uint8Array>, language = 'id') {
  const read = await readPictureWords(await bytes, language)
  return read.ok ? read.value : read.failure
}

const PEOPLE =
  '<dc:creator><rdf:Seq><rdf:li>Sari Melati</rdf:li><rdf:li>Jo Doe</rdf:li></rdf:Seq></dc:creator>'

describe('the words of a picture file', () => {
  it('A JPEG with IPTC-IIM tells credit, caption and rights', async () => {
    const jpeg = jpegWithIim(
      [
        [80, 'Sari Melati'],
        [80, 'Jo Doe'],
        [110, 'Antara Foto'],
        [120, 'Nelayan di “Teluk Biru”.\r\nSenin (5/7).'],
        [116, '© 2023 Antara'],
      ],
      UTF8,
    )
    expect(await wordsOf(jpeg)).toEqual({
      credit: 'Sari Melati/Jo Doe/Antara Foto',
      caption: 'Nelayan di “Teluk Biru”. Senin (5/7).',
      rights: '© 2023 Antara',
    })
  })

  it('A credit line that has the photographer already is not repeated', async () => {
    const jpeg = jpegWithIim([
      [80, 'SARI MELATI'],
      [110, 'Sari Melati/Reuters'],
    ])
    expect(await wordsOf(jpeg)).toEqual({ credit: 'Sari Melati/Reuters' })
  })

  it('Without a credit line the source of the picture is one, or the photographer alone', async () => {
    expect(
      await wordsOf(
        jpegWithIim([
          [80, 'Jo Doe'],
          [115, 'AFP'],
        ]),
      ),
    ).toEqual({ credit: 'Jo Doe/AFP' })
    expect(await wordsOf(jpegWithIim([[80, 'Jo Doe']]))).toEqual({ credit: 'Jo Doe' })
  })

  it.each([
    ['Latin-1 that says nothing', Buffer.alloc(0), Buffer.from('José Müller', 'latin1')],
    ['UTF-8 that says so', UTF8, Buffer.from('José Müller')],
    ['UTF-8 that says nothing', Buffer.alloc(0), Buffer.from('José Müller')],
    ['Latin-1 that says to be UTF-8', UTF8, Buffer.from('José Müller', 'latin1')],
  ])('IPTC-IIM in %s is read', async (_, start, name) => {
    expect(await wordsOf(jpegWithIim([[80, name]], start))).toEqual({ credit: 'José Müller' })
  })

  it.each(['jpeg', 'png', 'webp', 'avif'] as const)('XMP in %s is read', async (format) => {
    const packet = xmp(
      PEOPLE + alternatives('dc:rights', { 'x-default': '© Kantor “Berita”' }),
      'photoshop:Credit="Antara"',
    )
    const file = await plainPicture().withXmp(packet).toFormat(format).toBuffer()
    expect(await wordsOf(file)).toEqual({
      credit: 'Sari Melati/Jo Doe/Antara',
      rights: '© Kantor “Berita”',
    })
  })

  it.each([
    ['id', 'Pelabuhan'],
    ['en-GB', 'A harbour'],
    ['de', 'Standard'],
  ])('Of several languages that of the article is taken, %s', async (language, caption) => {
    const texts = { 'x-default': 'Standard', 'en-US': 'A harbour', 'id-ID': 'Pelabuhan' }
    expect(await wordsOf(jpegWithXmp(xmp(alternatives('dc:description', texts))), language)).toEqual({
      caption,
    })
  })

  it('XMP goes before IPTC-IIM, and both go before Exif', async () => {
    const exif = {
      IFD0: { Artist: 'Exif', Copyright: '(c) Exif', ImageDescription: 'OLYMPUS DIGITAL CAMERA' },
    }
    const only = await plainPicture().withExif(exif).jpeg().toBuffer()
    expect(await wordsOf(only)).toEqual({ credit: 'Exif', rights: '(c) Exif' })
    const both = await plainPicture().withExif(exif).withXmp(xmp(PEOPLE)).jpeg().toBuffer()
    expect(await wordsOf(both)).toEqual({ credit: 'Sari Melati/Jo Doe', rights: '(c) Exif' })
  })

  it('Alternative text for who cannot see the picture is read, other prefixes and CDATA too', async () => {
    const packet = xmp(
      `${alternatives('Iptc4xmpCore:AltTextAccessibility', { en: 'A man mends a net' })}
<D:description xmlns:D="http://purl.org/dc/elements/1.1/"><rdf:Alt><rdf:li xml:lang="x-default"><![CDATA[5 < 6 & <b>bold</b>]]></rdf:li></rdf:Alt></D:description>
<x:description xmlns:x="urn:other">No</x:description>`,
    )
    expect(await wordsOf(jpegWithXmp(packet))).toEqual({
      alt: 'A man mends a net',
      caption: '5 < 6 & <b>bold</b>',
    })
  })

  it('Control characters go, and texts that are too long are cut', async () => {
    const jpeg = jpegWithIim([
      [110, `An\u0000ta\u001b[2Jra`],
      [120, 'kata '.repeat(6000)],
    ])
    const words = await wordsOf(jpeg)
    expect(words).toMatchObject({ credit: 'Anta[2Jra' })
    expect(Array.from((words as { caption: string }).caption).length).toBeLessThanOrEqual(5000)
  })

  it('A picture that says nothing gives nothing', async () => {
    expect(await wordsOf(plainPicture().png().toBuffer())).toEqual({})
    expect(await wordsOf(jpegWithXmp(xmp('<dc:creator/>')))).toEqual({})
  })

  it('A file whose data are damaged says so', async () => {
    expect(await wordsOf(Buffer.from('no picture'))).toBe(
      'has data about the picture that are damaged and were not read',
    )
    expect(await wordsOf(jpegWithXmp('<'.repeat(9)))).toBe('has XMP that is damaged and was not read')
    const deep = `${'<a>'.repeat(300)}${'</a>'.repeat(300)}`
    expect(await wordsOf(jpegWithXmp(xmp(deep)))).toBe('has XMP that is damaged and was not read')
    const bomb = xmp(PEOPLE).replace('<x:xmpmeta', '<!DOCTYPE x [<!ENTITY a "b">]><x:xmpmeta')
    expect(await wordsOf(jpegWithXmp(bomb))).toBe('has XMP that is damaged and was not read')
  })

  it('No bytes make it throw', async () => {
    const whole = await jpegWithIim(
      [
        [80, 'Jo'],
        [120, 'Caption'],
      ],
      UTF8,
    )
    const changed = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 9 })
    await fc.assert(
      fc.asyncProperty(changed, fc.nat(whole.length), async (changes, length) => {
        const bytes = Buffer.from(whole)
        for (const [at, value] of changes) bytes[at] = value
        const read = await readPictureWords(bytes.subarray(0, length), 'id')
        expect(typeof read.ok).toBe('boolean')
      }),
      { numRuns: 100 },
    )
  })
})
