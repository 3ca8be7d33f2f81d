import { Hono } from 'hono'
import { PAPERS } from '../model/contrast.ts'
import { type Site, siteLanguage } from '../model/site.ts'
import type { AppEnv } from '../serve/context.ts'
import { answerSiteDocument, ofSite, type SiteDocument } from '../serve/whole-site.ts'

/** The web app manifest (W3C), for people who put the site on their home screen. */
export const manifest = new Hono<AppEnv>().get('/site.webmanifest', (c) =>
  answerSiteDocument(c, MANIFEST, {}),
)

const MANIFEST: SiteDocument<object> = {
  resource: ofSite((_, site) => writeManifest(site)),
  variant: 'manifest',
  contentType: 'application/manifest+json',
}

function writeManifest(site: Site): string {
  const { name, accent } = site
  const { icons } = site.looks
  return JSON.stringify({
    id: '/',
    name,
    short_name: name,
    lang: siteLanguage(site),
    start_url: '/',
    scope: '/',
    display: 'browser',
    theme_color: accent.light,
    background_color: PAPERS.light,
    icons: [
      ...(icons.vector ? [{ src: icons.vector, sizes: 'any', type: 'image/svg+xml' }] : []),
      { src: icons.medium, sizes: '192x192', type: 'image/png' },
      { src: icons.large, sizes: '512x512', type: 'image/png' },
      ...(icons.maskable
        ? [{ src: icons.maskable, sizes: '512x512', type: 'image/png', purpose: 'maskable' }]
        : []),
    ],
  })
}
