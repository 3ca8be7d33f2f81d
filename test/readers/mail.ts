/** A mail of one part, decoded. */
export interface Mail {
  readonly subject: string
  /** The name in From, without the address. */
  readonly sender: string
  readonly text: string
}

/** Reads a mail of one part (RFC 5322, RFC 2045, RFC 2047), given as bytes read as latin1. */
export function readMail(raw: string): Mail {
  const [, head = '', body = ''] = /^(.*?)\r?\n\r?\n(.*)$/s.exec(raw) ?? []
  const fields = readFields(head)
  const charset = /charset="?([^";\s]+)/i.exec(fields.get('content-type') ?? '')?.[1] ?? 'us-ascii'
  return {
    subject: decodeWords(fields.get('subject') ?? ''),
    sender: readName(fields.get('from') ?? ''),
    text: decode(body, fields.get('content-transfer-encoding')?.toLowerCase() ?? '7bit', charset),
  }
}

function readFields(head: string): Map<string, string> {
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)
  return new Map(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
}

function readName(from: string): string {
  const name = from.replace(/\s*<[^>]*>$/, '')
  return decodeWords(/^"(.*)"$/.exec(name)?.[1]?.replace(/\\(.)/g, '$1') ?? name)
}

function decodeWords(text: string): string {
  const joined = text.replace(/(=\?[^?]+\?[bq]\?[^?]*\?=)\s+(?==\?)/gi, '$1')
  return joined.replace(/=\?([^?]+)\?([bq])\?([^?]*)\?=/gi, (_, charset, kind: string, word: string) => {
    if (kind.toLowerCase() === 'b') return decode(word, 'base64', charset)
    return decode(word.replaceAll('_', ' '), 'quoted-printable', charset)
  })
}

function decode(text: string, encoding: string, charset: string): string {
  const decoder = new TextDecoder(charset)
  if (encoding === 'base64') return decoder.decode(Buffer.from(text, 'base64'))
  if (encoding === 'quoted-printable') return decoder.decode(Buffer.from(unquoted(text), 'latin1'))
  return decoder.decode(Buffer.from(text, 'latin1'))
}

function unquoted(text: string): string {
  const whole = text.replace(/=\r?\n/g, '')
  return whole.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
