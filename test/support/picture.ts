import sharp from 'sharp'

/** A grey picture of 40 by 30 pixels. */
export function plainPicture() {
  return sharp({ create: { width: 40, height: 30, channels: 3, background: 'grey' } })
}

/** Data sets of IPTC-IIM: record 2, a number, and a text or its bytes. */
export type DataSet = readonly [number: number, value: string | Buffer]

/** Says that the texts are UTF-8 (1:90). */
export const UTF8 = Buffer.from([0x1c, 1, 90, 0, 3, 0x1b, 0x25, 0x47])

/** A JPEG with IPTC-IIM as photo desks write it, in an APP13 segment of Photoshop. */
export async function jpegWithIim(
  sets: readonly DataSet[],
  start: Buffer = Buffer.alloc(0),
): Promise<Buffer> {
  const records = Buffer.concat([start, ...sets.map(([number, value]) => dataSet(number, value))])
  const size = Buffer.alloc(4)
  size.writeUInt32BE(records.length)
  const resource = Buffer.concat([Buffer.from('8BIM\x04\x04\0\0', 'latin1'), size, records])
  const payload = Buffer.concat([Buffer.from('Photoshop 3.0\0', 'latin1'), resource, Buffer.alloc(1)])
  return withSegment(await plainPicture().jpeg().toBuffer(), 0xed, payload)
}

/** A JPEG with an XMP packet of these bytes. */
export async function jpegWithXmp(packet: string | Buffer): Promise<Buffer> {
  const name = Buffer.from('http://ns.adobe.com/xap/1.0/\0', 'latin1')
  const jpeg = await plainPicture().jpeg().toBuffer()
  return withSegment(jpeg, 0xe1, Buffer.concat([name, Buffer.from(packet as Buffer)]))
}

/** An XMP packet: properties as elements within `rdf:Description`, or as its attributes. */
export function xmp(elements: string, attributes = ''): string {
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" ${attributes}>${elements}</rdf:Description>
</rdf:RDF></x:xmpmeta><?xpacket end="w"?>`
}

/** A text in several languages, as XMP writes it. */
export function alternatives(name: string, texts: Record<string, string>): string {
  const items = Object.entries(texts).map(
    ([language, text]) => `<rdf:li xml:lang="${language}">${text}</rdf:li>`,
  )
  return `<${name}><rdf:Alt>${items.join('')}</rdf:Alt></${name}>`
}

function dataSet(number: number, value: string | Buffer): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value
  const head = Buffer.from([0x1c, 2, number, 0, 0])
  head.writeUInt16BE(bytes.length, 3)
  return Buffer.concat([head, bytes])
}

function withSegment(jpeg: Buffer, marker: number, payload: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(payload.length + 2, 2)
  return Buffer.concat([jpeg.subarray(0, 2), head, payload, jpeg.subarray(2)])
}
