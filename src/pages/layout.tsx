import type { Child, FC } from 'hono/jsx'
import { FORMAT_NAMES, FORMATS } from '../formats/index.ts'
import { wordsOf } from '../words/vocabulary.ts'
import { directionOf } from './language.ts'
import { type Feeds, Subscribe } from './subscribe.tsx'

interface LayoutProps {
  /** The language of the interface (BCP 47). */
  language: string
  title: string
  siteName: string
  feeds?: Feeds
  description?: string
  /** A line below the name of the site. */
  motto?: string
  /** What the page is, for its styles. */
  kind?: 'front' | 'channel' | 'article' | 'feed' | 'plain'
  /** More elements of the head. */
  head?: Child
  /** Beside the main content. */
  aside?: Child
  children?: Child
}

/** The frame of every page: head with the feeds in the order RSS, Atom, JSON, masthead, ways to subscribe. */
export const Layout: FC<LayoutProps> = (props) => {
  const { language, title, siteName, feeds, description, motto, kind = 'plain' } = props
  const say = wordsOf(language)
  return (
    <html lang={language} dir={directionOf(language)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        {description && <meta name="description" content={description} />}
        <meta name="color-scheme" content="light dark" />
        <link rel="stylesheet" href="/style.css" />
        <script src="/page.js" defer />
        <link rel="icon" href="/favicon.ico" sizes="32x32" />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="apple-touch-icon" href="/apple-touch-icon.png" />
        <link rel="manifest" href="/site.webmanifest" />
        <link rel="outline" type="text/x-opml" title={`${siteName} (OPML)`} href="/opml.xml" />
        {feeds && <FeedLinks {...feeds} />}
        {props.head}
      </head>
      <body class={kind}>
        <a class="skip" href="#main">
          {say.skip}
        </a>
        <header class="masthead">
          <a class="brand" href="/">
            {siteName}
          </a>
          {motto && <p class="motto">{motto}</p>}
          <nav class="ways" aria-label={say.ways}>
            <a href="/search">{say.search}</a>
            {feeds && <a href="#subscribe">{say.subscribe}</a>}
          </nav>
        </header>
        <div class="page">
          <main id="main" tabindex={-1}>
            {props.children}
          </main>
          {(props.aside || feeds) && (
            <aside aria-label={say.more}>
              {feeds && kind !== 'feed' && <Subscribe {...{ feeds, language }} />}
              {props.aside}
            </aside>
          )}
        </div>
        <p class="unseen" role="status" />
      </body>
    </html>
  )
}

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
