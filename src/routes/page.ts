import type { HtmlEscapedString } from 'hono/utils/html'
import { type Caching, respondWith } from '../http/respond.ts'

/** A page's element as a whole HTML document. */
export async function renderPage(page: HtmlEscapedString | Promise<HtmlEscapedString>): Promise<string> {
  return `<!DOCTYPE html>\n${await page}`
}

/** What a page may load: its own style sheet, and pictures from wherever articles have them. It may ask us. */
export const PAGE_HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; img-src 'self' http: https:; style-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'Referrer-Policy': 'strict-origin-when-cross-origin',
} as const

export const HTML = 'text/html; charset=utf-8'

/** 200 with a page. */
export async function respondPage(
  page: HtmlEscapedString | Promise<HtmlEscapedString>,
  caching: Caching,
): Promise<Response> {
  const bytes = new TextEncoder().encode(await renderPage(page))
  return respondWith({ bytes, contentType: HTML }, caching, PAGE_HEADERS)
}
