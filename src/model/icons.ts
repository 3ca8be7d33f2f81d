/** The site's mark in the forms that browsers and readers ask for: files of src/pages/icons, served from `/`. */
export const ICONS = [
  'favicon.ico',
  'icon.svg',
  'icon-144.png',
  'icon-192.png',
  'icon-512.png',
  'apple-touch-icon.png',
] as const
