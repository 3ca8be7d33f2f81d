/**
 * The style sheets and the script of pages and feeds: the name that each is served under, and the files of this folder
 * that it is joined from. Of two rules with the same weight the later one wins, so the order matters.
 */
export const STYLES_AND_SCRIPT: Readonly<Record<string, readonly string[]>> = {
  'style.css': [
    'styles/base.css',
    'styles/frame.css',
    'styles/lists.css',
    'styles/search.css',
    'styles/article.css',
    'styles/subscribe.css',
    'styles/preview.css',
    'styles/status.css',
    'styles/print.css',
  ],
  'feed.css': ['feed.css'],
  'page.js': ['script.js'],
}

/** What stands in feed.css for the notice above a raw feed, which each site says in its own languages. */
export const NOTICE_MARK = 'RAW FEED NOTICE'

/** The site's mark in the forms that browsers and readers ask for. They are files of `icons/`. */
export const ICONS = [
  'favicon.ico',
  'icon.svg',
  'icon-144.png',
  'icon-192.png',
  'icon-512.png',
  'apple-touch-icon.png',
] as const
