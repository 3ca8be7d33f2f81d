import type { Child, FC } from 'hono/jsx'
import { FORMAT_NAMES, FORMATS } from '../formats/index.ts'
import type { Image } from '../model/article.ts'
import { type ChannelKey, channelPath } from '../model/channel.ts'
import { directionOf } from '../model/language-tag.ts'
import type { Site } from '../model/site.ts'
import { channelName } from '../words/titles.ts'
import type { Words } from '../words/vocabulary.ts'
import type { Feeds } from './feed-addresses.tsx'
import { Foot } from './foot.tsx'
import { QuickSearch } from './search-form.tsx'
import { Sharing } from './sharing.tsx'
import { Subscribe } from './subscribe.tsx'
import { type Crumb, Trail } from './trail.tsx'

interface LayoutProps {
  /** The language that the page says it is in (BCP 47), and its words. */
  language: string
  say: Words
  title: string
  site: Site
  origin: string
  feeds?: Feeds
  /** The picture that a preview of the page shows; the site's card where there is none. */
  picture?: Image
  description?: string
  /** A line below the name of the site. */
  motto?: Child
  /** What the page is, for the style sheet. */
  kind?: 'front' | 'channel' | 'article' | 'feed' | 'search' | 'plain'
  /** The pages above this one, the front page first. */
  trail?: readonly Crumb[]
  /** More elements of the head. */
  head?: Child
  /** Beside the main content. */
  aside?: Child
  children?: Child
}

/** The frame of every page: its head, the masthead, and ways to subscribe to the feeds of what the page shows. */
export const Layout: FC<LayoutProps> = (props) => {
  const { language, say, title, site, feeds, description, motto, kind = 'plain' } = props
  const { accent, looks } = site
  return (
    <html lang={language} dir={directionOf(language)} data-zone={site.timezone}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        {description && <meta name="description" content={description} />}
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content={accent.light} media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content={accent.dark} media="(prefers-color-scheme: dark)" />
        <link rel="stylesheet" href="/style.css" />
        {looks.theme && <link rel="stylesheet" href={looks.theme} />}
        <script src="/page.js" defer />
        <link rel="icon" href={looks.icons.favicon} sizes="32x32" />
        {looks.icons.vector && <link rel="icon" href={looks.icons.vector} type="image/svg+xml" />}
        <link rel="apple-touch-icon" href={looks.icons.apple} />
        <link rel="manifest" href="/site.webmanifest" />
        <link rel="outline" type="text/x-opml" title={`${site.name} (OPML)`} href="/opml.xml" />
        {feeds && <FeedLinks {...feeds} />}
        {kind !== 'article' && <Sharing {...sharedOf(props)} />}
        {props.head}
      </head>
      <body class={kind}>
        <a class="skip" href="#main">
          {say.page.skip}
        </a>
        <Masthead {...{ site, say, motto }} hasFeeds={feeds !== undefined} hasSearch={kind !== 'search'} />
        <div class="page">
          <main id="main" tabindex={-1}>
            {props.trail && <Trail {...{ crumbs: props.trail, language, say }} />}
            {props.children}
          </main>
          {(props.aside || feeds) && (
            <aside aria-label={say.page.more}>
              {feeds && kind !== 'feed' && <Subscribe {...{ feeds, say }} />}
              {props.aside}
            </aside>
          )}
        </div>
        <Foot {...{ language, say, site }} />
        <p class="unseen" role="status" />
      </body>
    </html>
  )
}

function sharedOf({ title, description, language, site, origin, picture }: LayoutProps) {
  const said = { ...(description && { description }), ...(picture && { image: picture }) }
  return { title, language, site, origin, ...said }
}

// Readers that look for feeds take the first: RSS, then Atom, then JSON.
const FeedLinks: FC<Feeds> = ({ title, addresses }) => (
  <>
    {FORMAT_NAMES.map((name) => (
      <link
        rel="alternate"
        type={FORMATS[name].mediaType}
        title={`${title} (${FORMATS[name].label})`}
        href={addresses[name]}
      />
    ))}
  </>
)

interface MastheadProps {
  site: Site
  say: Words
  motto: Child
  hasFeeds: boolean
  /** Not where the page itself is the search. */
  hasSearch: boolean
}

const Masthead: FC<MastheadProps> = ({ site, say, motto, hasFeeds, hasSearch }) => (
  <header class="masthead">
    <a class="brand" href="/">
      {site.name}
    </a>
    {motto && <p class="motto">{motto}</p>}
    <nav class="ways" aria-label={say.page.menu}>
      {site.navigation.map(({ kind, slug }) => (
        <a href={channelPath({ kind, slug }) || '/'}>{navigationName({ kind, slug }, site)}</a>
      ))}
      {site.navigation.length === 0 && <a href="/tags">{say.page.topics}</a>}
      <a href="/channels">{say.page.channels}</a>
      {hasFeeds && <a href="#subscribe">{say.page.subscribe}</a>}
    </nav>
    {hasSearch && <QuickSearch say={say.search} />}
  </header>
)

// The site names channels by their addresses, which are all that is known of them here.
function navigationName(channel: ChannelKey, site: Site): string {
  const title = channel.slug.replaceAll('-', ' ')
  return channelName({ ...channel, title: channel.kind === 'languages' ? channel.slug : title }, site)
}
