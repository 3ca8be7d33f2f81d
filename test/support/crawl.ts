/** What is read of /feeds.json. */
interface FeedList {
  readonly feeds: readonly { readonly page: string }[]
  readonly next?: string
}

/** The paths of all channels that a running site lists: '' for everything, then `/tags/dunia` and so on. */
export async function channelsOf(origin: string): Promise<string[]> {
  const channels: string[] = []
  for (let url = new URL('/feeds.json', origin), next: string | undefined = url.href; next; ) {
    url = new URL(next, origin)
    const list = (await (await fetch(url)).json()) as FeedList
    channels.push(...list.feeds.map(({ page }) => new URL(page).pathname.replace(/^\/$/, '')))
    next = list.next
  }
  return channels
}

/**
 * The paths to which links of a kind (`next`, `prev-archive`) lead, from one page or feed of a running site on: at most
 * so many, each once, in their order.
 */
export async function followLinks(
  origin: string,
  path: string,
  rel: string,
  most: number,
): Promise<string[]> {
  const paths: string[] = []
  for (let at: string | undefined = path; at !== undefined && paths.length < most; ) {
    at = linkOf(await (await fetch(origin + at)).text(), rel, origin)
    if (at === undefined || paths.includes(at)) break
    paths.push(at)
  }
  return paths
}

/** The path, with its query, of the first link of a kind in HTML, RSS, Atom or JSON Feed, which has `next` alone. */
function linkOf(text: string, rel: string, origin: string): string | undefined {
  const tags = text.match(/<(?:a|link|atom:link) [^>]*>/g) ?? []
  const tag = tags.find((one) => / rel="([^"]*)"/.exec(one)?.[1] === rel)
  const [, json] = /^\{.*?"next_url":"([^"]*)"/s.exec(text) ?? []
  const href = tag ? / href="([^"]*)"/.exec(tag)?.[1] : json
  if (!href) return undefined
  const { pathname, search } = new URL(href.replaceAll('&amp;', '&'), origin)
  return pathname + search
}
