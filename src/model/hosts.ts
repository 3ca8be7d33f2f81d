import type { Source } from './source.ts'

/** Where a source is at home. */
interface Owner extends Pick<Source, 'home' | 'feed'> {
  readonly hosts?: readonly string[]
}

/**
 * Whether a host is a source's own: that of its home page, its feed or its `hosts`, or a subdomain of one of these.
 * `www.` makes no difference. A host under which anybody can have a subdomain is owned only as it stands.
 */
export function ownsHost({ home, feed, hosts = [] }: Owner, host: string): boolean {
  const addresses = [home, feed].flatMap((url) => (url && URL.parse(url)?.hostname) || [])
  const asked = bare(host)
  return [...addresses, ...hosts]
    .map(bare)
    .some((own) => asked === own || (asked.endsWith(`.${own}`) && !isOpenToAll(own)))
}

function bare(host: string): string {
  return host
    .toLowerCase()
    .replace(/^www\./, '')
    .replace(/\.$/, '')
}

// The whole Public Suffix List has ten thousand lines, for a mistake that hardly anybody makes: a source whose home page is
// not on a domain of its own, but on the one above it. So this knows the usual names below a country (co.id, com.au),
// and the services that give subdomains away. One that it does not know is owned with its subdomains.
const COUNTRY_LABELS =
  'ac asn biz co com desa edu ed gen gob go gouv gov govt gub gv id idv info int k12 lg ltd mil mod my ne net nhs ' +
  'nom or org plc ponpes press pro res sch school tm web'
const SERVICES =
  'appspot.com azurewebsites.net blogspot.com cloudfront.net fly.dev firebaseapp.com ghost.io github.io gitlab.io ' +
  'glitch.me herokuapp.com hatenablog.com livejournal.com medium.com neocities.org netlify.app onrender.com ' +
  'over-blog.com pages.dev r2.dev read.cv s3.amazonaws.com substack.com tumblr.com typepad.com vercel.app web.app ' +
  'weebly.com wixsite.com wordpress.com workers.dev'
const COUNTRY_SUFFIX = new RegExp(
  `^(?:${COUNTRY_LABELS.replaceAll(' ', '|')}|blogspot(?:\\.com?)?)\\.[a-z]{2}$`,
)
const SERVICE_SUFFIXES: ReadonlySet<string> = new Set(SERVICES.split(' '))

function isOpenToAll(host: string): boolean {
  return !host.includes('.') || COUNTRY_SUFFIX.test(host) || SERVICE_SUFFIXES.has(host)
}
