import type { HtmlEscapedString } from 'hono/utils/html'

/** A page's element as a whole HTML document. */
export async function renderPage(page: HtmlEscapedString | Promise<HtmlEscapedString>): Promise<string> {
  return `<!DOCTYPE html>\n${await page}`
}

/** What a page may load: its own style sheet and script, and pictures from wherever articles have them. */
export const PAGE_HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; img-src 'self' http: https:; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'strict-origin-when-cross-origin',
} as const

export const HTML = 'text/html; charset=utf-8'

/** The languages that a page without one of its own speaks, the usual one first. */
export const LANGUAGES = ['id', 'en'] as const
