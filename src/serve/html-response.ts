import type { Context } from 'hono'
import type { HtmlEscapedString } from 'hono/utils/html'
import { preferredLanguage } from '../http/negotiation.ts'
import type { ChannelKey } from '../model/channel.ts'
import { spokenLanguages } from '../words/index.ts'
import type { AppEnv } from './context.ts'

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

/** What has no language of its own speaks that of its reader. */
export function spokenOn(c: Context<AppEnv>, { kind }: ChannelKey): string | undefined {
  return kind === 'all' ? preferredLanguage(c.req.header('Accept-Language'), spokenLanguages()) : undefined
}

// Many shared caches do not look at Vary: one that kept the page would hand it to feed readers. The feed itself
// stays public: the worst that such a cache can do with that is to show a person the feed.
/** How long the page is kept that a person sees at the address of a feed: by the browser, which asks each time. */
export const PREVIEW_LIFETIME = 'private, no-cache'
