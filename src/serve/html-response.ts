import type { HtmlEscapedString } from 'hono/utils/html'

/** A page's element as a whole HTML document. */
export async function renderPage(page: HtmlEscapedString | Promise<HtmlEscapedString>): Promise<string> {
  return `<!DOCTYPE html>\n${await page}`
}

/** What a page may load and use: its own style sheet and script, and pictures from wherever articles have them. */
export const PAGE_HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; img-src 'self' http: https:; script-src 'self'; style-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
} as const

export const HTML = 'text/html; charset=utf-8'

// Many shared caches ignore Vary. If one kept this page, it would give it to feed readers. The feed itself may be kept by
// them: at worst a person sees the feed.
/** Who may keep the page that a person sees at the address of a feed: only the browser, and it asks each time. */
export const PREVIEW_LIFETIME = 'private, no-cache'
