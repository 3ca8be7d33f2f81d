/** What a reader on the web says in its User-Agent: its name, and for how many people it asks. */
export interface HostedReader {
  readonly agent: string
  readonly subscribers: number
}

const SUBSCRIBERS = /(?<!\d)(\d{1,9}) subscribers?\b/i

/** The most characters of a User-Agent that are looked at, and of a name that are kept. */
const LONGEST_HEADER = 400
const LONGEST_NAME = 60

/**
 * Reads "12 subscribers" out of a User-Agent, such as that of Feedly, Inoreader, NewsBlur or Feedbin. `undefined` where
 * there is no such number. Addresses, ids of feeds and versions are cut off the name: a number in it could be an
 * IP address or stand for a person.
 */
export function readHostedReader(headers: Headers): HostedReader | undefined {
  const header = headers.get('User-Agent')
  // Nearly every request ends here.
  if (!header?.includes('subscriber')) return undefined
  const text = header.slice(0, LONGEST_HEADER)
  const [, count] = SUBSCRIBERS.exec(text) ?? []
  const agent = nameOf(text.replace(SUBSCRIBERS, ';'))
  return count === undefined || agent === '' ? undefined : { agent, subscribers: Number(count) }
}

// "Mozilla/5.0 (compatible; NAME; …" says its name second, all others first.
function nameOf(text: string): string {
  const [name = ''] = text.replace(/^Mozilla\/\S+ \(compatible;/i, '').split(/[/;()+,]|\s-\s|\bhttps?:/, 1)
  return name
    .split(/[^\x21-\x7E]+/)
    .filter((word) => !/[@:]|\d.*\d|feed-?id/i.test(word))
    .join(' ')
    .trim()
    .slice(0, LONGEST_NAME)
}
