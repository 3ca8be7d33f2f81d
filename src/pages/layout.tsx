import type { Child, FC } from 'hono/jsx'
import { FORMAT_NAMES, FORMATS, feedPath } from '../formats/index.ts'
import { ALL, type ChannelKey } from '../model/channel.ts'

interface LayoutProps {
  language: string
  title: string
  siteName: string
  /** The channel whose feeds the page leads to, and its title. */
  feeds?: { channel: ChannelKey; title: string; origin: string }
  description?: string
  /** More elements of the head. */
  head?: Child
  children?: Child
}

/** The frame of every page: head with the feeds in the order RSS, Atom, JSON, then the site's name. */
export const Layout: FC<LayoutProps> = ({
  language,
  title,
  siteName,
  feeds,
  description,
  head,
  children,
}) => (
  <html lang={language}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{title}</title>
      {description && <meta name="description" content={description} />}
      <link rel="stylesheet" href="/style.css" />
      <link rel="icon" href="/favicon.ico" sizes="32x32" />
      <link rel="icon" href="/icon.svg" type="image/svg+xml" />
      <link rel="apple-touch-icon" href="/apple-touch-icon.png" />
      <link rel="manifest" href="/site.webmanifest" />
      <link rel="outline" type="text/x-opml" title={`${siteName} (OPML)`} href="/opml.xml" />
      {feeds &&
        FORMAT_NAMES.map((name) => (
          <link
            rel="alternate"
            type={FORMATS[name].mediaType}
            title={`${feeds.title} (${FORMATS[name].label})`}
            href={feeds.origin + feedPath(feeds.channel, name)}
          />
        ))}
      {head}
    </head>
    <body>
      <header>
        <a href="/">{siteName}</a>
      </header>
      <main>{children}</main>
      <footer>
        <FeedLinks channel={feeds?.channel ?? ALL} />
      </footer>
    </body>
  </html>
)

const FeedLinks: FC<{ channel: ChannelKey }> = ({ channel }) => (
  <nav aria-label="Feeds">
    {FORMAT_NAMES.map((name) => (
      <a href={feedPath(channel, name)} type={FORMATS[name].mediaType}>
        {FORMATS[name].label}
      </a>
    ))}
  </nav>
)
