/** The paper of the pages in each theme, as in `pages/browser/styles/base.css`. */
export const PAPERS = { light: '#fdfcf8', dark: '#151411' } as const

/** The least contrast of text that WCAG 2.2 asks for at level AA (1.4.3). */
export const AA = 4.5

type Channels = readonly [red: number, green: number, blue: number]

/** The contrast of two colours, written `#rrggbb`: from 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrastOf(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/**
 * The colour that is nearest to this one and readable on a paper: the same hue, mixed with as little black or white as
 * will do. The colour itself where it is readable already.
 */
export function readableOn(paper: string, colour: string): string {
  const end: Channels = luminanceOf(paper) > 0.18 ? [0, 0, 0] : [255, 255, 255]
  const from = channelsOf(colour)
  for (let step = 0; step <= 100; step++) {
    const mixed = from.map((value, index) => Math.round(value + (((end[index] ?? 0) - value) * step) / 100))
    const written = `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
    if (contrastOf(written, paper) >= AA) return written
  }
  return luminanceOf(paper) > 0.18 ? '#000000' : '#ffffff'
}

// WCAG 2.2, "relative luminance".
function luminanceOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channelsOf(colour).map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function channelsOf(colour: string): Channels {
  const number = Number.parseInt(colour.slice(1), 16)
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255]
}
