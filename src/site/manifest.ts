import { Hono } from 'hono'
import type { AppEnv } from '../serve/context.ts'
import { answerSiteDocument, ofBuild, type SiteDocument } from '../serve/whole-site.ts'
import { SITE_LANGUAGE } from '../words/index.ts'

/** The web app manifest (W3C), for people who put the site on their home screen. It changes with the build only. */
export const manifest = new Hono<AppEnv>().get('/site.webmanifest', (c) =>
  answerSiteDocument(c, MANIFEST, {}),
)

const MANIFEST: SiteDocument<object> = {
  resource: ofBuild(({ site }) => writeManifest(site.siteName)),
  variant: 'manifest',
  contentType: 'application/manifest+json',
}

function writeManifest(name: string): string {
  return JSON.stringify({
    id: '/',
    name,
    short_name: name,
    lang: SITE_LANGUAGE,
    start_url: '/',
    scope: '/',
    display: 'browser',
    theme_color: '#0f3d5c',
    background_color: '#ffffff',
    icons: [
      { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
      { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
    ],
  })
}
