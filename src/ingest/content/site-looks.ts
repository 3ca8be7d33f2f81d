import { type Accent, DEFAULT_SITE, type Site, type SiteIcons, type SiteLooks } from '../../model/site.ts'
import { wordsOf } from '../../words/index.ts'
import type { SiteImage } from './site-image.ts'

/** A picture that has to be drawn: a square PNG of so many pixels. */
export interface Drawing {
  readonly source: Uint8Array
  readonly isVector: boolean
  readonly size: number
  /** The part of the square that the picture takes; around it is this colour. */
  readonly within?: { readonly part: number; readonly colour: string }
}

/** A file that is built for the site: its path among the static assets, and what is in it. */
export type SiteAsset = { readonly path: string } & (
  | { readonly content: string | Uint8Array }
  | { readonly drawing: Drawing }
)

/** What the looks of a site are made of. */
export interface LooksSource extends Pick<Site, 'accent' | 'font' | 'languages'> {
  readonly icon: SiteImage | undefined
  readonly logo: SiteImage | undefined
}

/** The looks of a site and the files that make them. Their names hold a digest of all that they are made of. */
export interface MadeLooks {
  readonly looks: SiteLooks
  readonly assets: readonly SiteAsset[]
}

/** Raise it when the same icon is drawn in another way, so that the files have other names. */
const DRAWN = '1'

/** The folder of these files. It is the one place whose files never change under their names. */
const FOLDER = '/site'

/** Makes the looks of a site. What is as usual needs no file. */
export async function makeLooks(source: LooksSource): Promise<MadeLooks> {
  const usual = DEFAULT_SITE.looks
  const theme = themeOf(source)
  const feedStyle = feedStyleOf(source)
  const icons = await iconsOf(source)
  const assets: SiteAsset[] = [...(icons?.assets ?? [])]
  const put = async (name: string, extension: string, content: string | Uint8Array) => {
    const path = `${FOLDER}/${name}-${await digestOf(content)}.${extension}`
    assets.push({ path, content })
    return path
  }
  const looks: SiteLooks = {
    icons: icons?.icons ?? usual.icons,
    ...(theme !== '' && { theme: await put('theme', 'css', theme) }),
    feedStyle: feedStyle === '' ? usual.feedStyle : await put('feed', 'css', feedStyle),
    ...(source.logo && { logo: await put('logo', source.logo.type, source.logo.bytes) }),
  }
  return { looks, assets }
}

function themeOf({ accent, font }: LooksSource): string {
  const light = [
    ...(accent.light === DEFAULT_SITE.accent.light ? [] : [`--accent:${accent.light}`]),
    ...(font === 'sans' ? ['--serif:var(--sans)'] : []),
  ]
  const dark = accent.dark === DEFAULT_SITE.accent.dark ? '' : inDark(`:root{--accent:${accent.dark}}`)
  return (light.length > 0 ? `:root{${light.join(';')}}` : '') + dark
}

const SANS = '"Segoe UI","Helvetica Neue",Helvetica,"Nimbus Sans",Arial,sans-serif'

/** What a raw feed has beside the usual: the notice above it in the site's languages, and the site's looks. */
function feedStyleOf(source: LooksSource): string {
  const notice = noticeIn(source.languages)
  const own = [
    ...(notice === noticeIn(DEFAULT_SITE.languages) ? [] : [`:root::before{content:"${notice}"}`]),
    ...(source.font === 'sans' ? [`:root{font-family:${SANS}}`] : []),
    ...borders(source.accent),
  ]
  return own.length > 0 ? `@import "${DEFAULT_SITE.looks.feedStyle}";${own.join('')}` : ''
}

function borders({ light, dark }: Accent): string[] {
  const usual = DEFAULT_SITE.accent
  if (light === usual.light && dark === usual.dark) return []
  const border = (colour: string) => `:root::before{border-color:${colour}}`
  return [border(light), inDark(border(dark))]
}

/** The notice of raw feeds in these languages, a line each, as it stands within a string of CSS. */
export function noticeIn(languages: readonly string[]): string {
  const spoken = new Set(languages.map(wordsOf))
  const notices = [...spoken].map(({ page }) => page.rawNotice)
  return notices.map((notice) => notice.replace(/["\\]/g, '\\$&')).join(' \\A ')
}

function inDark(rules: string): string {
  return `@media (prefers-color-scheme:dark){${rules}}`
}

/** The mark of a site that has none of its own: the waves of a feed, on the site's colour. */
export function usualMark(colour: string): string {
  const stroke = 'fill="none" stroke="#fff" stroke-width="7" stroke-linecap="round"'
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><title>RSS</title><rect width="64" height="64" rx="14" fill="${colour}"/><circle cx="19" cy="45" r="5.5" fill="#fff"/><path ${stroke} d="M15 29a20 20 0 0 1 20 20M15 14a35 35 0 0 1 35 35"/></svg>`
}

/** The icons of a site. None have to be made where it has no icon of its own and the usual colour. */
async function iconsOf({
  icon,
  accent: { light },
}: LooksSource): Promise<{ readonly icons: SiteIcons; readonly assets: readonly SiteAsset[] } | undefined> {
  if (!icon && light === DEFAULT_SITE.accent.light) return undefined
  const source = icon?.bytes ?? new TextEncoder().encode(usualMark(light))
  const isVector = icon?.type !== 'png'
  const digest = await digestOf(`${DRAWN} ${light} ${await digestOf(source)}`)
  const named = (name: string) => `${FOLDER}/icon-${digest}${name}`
  const icons: SiteIcons = {
    ...(isVector && { vector: named('.svg') }),
    favicon: named('-32.png'),
    small: named('-144.png'),
    apple: named('-180.png'),
    medium: named('-192.png'),
    large: named('-512.png'),
    maskable: named('-maskable.png'),
  }
  const drawn = { small: 144, medium: 192, large: 512, favicon: 32 } as const
  const assets: SiteAsset[] = Object.entries(drawn).map(([name, size]) => ({
    path: icons[name as keyof typeof drawn],
    drawing: { source, isVector, size },
  }))
  // Apple's home screen shows no transparency, and other devices cut the maskable one down to a circle of 80 % (W3C App
  // Manifest, "icon masks"). The square within that circle takes 57 % of the side.
  const around = (part: number) => ({ part, colour: light })
  assets.push({ path: icons.apple, drawing: { source, isVector, size: 180, within: around(1) } })
  assets.push({ path: named('-maskable.png'), drawing: { source, isVector, size: 512, within: around(0.6) } })
  if (icons.vector) assets.push({ path: icons.vector, content: source })
  return { icons, assets }
}

async function digestOf(content: string | Uint8Array): Promise<string> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes)))
  return [...digest.slice(0, 5)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
