import { Hono } from 'hono'
import type { AppEnv } from '../config.ts'
import { answerOfBuild } from '../serve/whole-site.ts'
import { SITE_LANGUAGE } from '../words/index.ts'

const MANIFEST = { variant: 'manifest', type: 'application/manifest+json' }

/** The web app manifest (W3C), for those who put the site on their home screen. It changes with the build only. */
export const manifest = new Hono<AppEnv>().get('/site.webmanifest', (c) =>
  answerOfBuild(c, MANIFEST, () => writeManifest(c.var.config.siteName)),
)

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
