import { existsSync } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { directionOf } from '../model/language-tag.ts'
import { excerpt } from '../model/text.ts'
import { CARD_SIZE, type Card } from '../words/card-text.ts'

const MARGIN = 80
const SERIF = "'URW Palladio L', P052, Palatino, Georgia, 'DejaVu Serif', serif"
const SANS = "'Nimbus Sans', Helvetica, Arial, 'DejaVu Sans', sans-serif"

/** The width of a letter, by the size of its font. These are enough for most scripts, so that no line leaves the card. */
const TITLE_LETTER = 0.54
const LINE_LETTER = 0.52

/** Draws a card into the folder of static assets, where it is not there yet. Returns its path below the folder. */
export async function drawCard(card: Card, assets: string): Promise<string> {
  const path = decodeURIComponent(card.path)
  const target = join(assets, path)
  if (!existsSync(target)) {
    await mkdir(dirname(target), { recursive: true })
    const temporary = `${target}.${process.pid}.tmp`
    const { default: sharp } = await import('sharp')
    await sharp(Buffer.from(svgOf(card)))
      .png({ palette: true, colours: 32 })
      .toFile(temporary)
    await rename(temporary, target)
  }
  return path
}

function svgOf({ title, line, name, accent, language }: Card): string {
  const { width, height } = CARD_SIZE
  const room = width - 2 * MARGIN
  const isLong = Array.from(title).length > 70
  const size = isLong ? 56 : 70
  const titles = linesOf(title, room / (size * TITLE_LETTER), 4)
  const lines = linesOf(line, room / (26 * LINE_LETTER), 2)
  const isRtl = directionOf(language) === 'rtl'
  const x = isRtl ? width - MARGIN : MARGIN
  const text = (y: number, style: string, words: string) =>
    `<text x="${x}" y="${y}" ${style}${isRtl ? ' direction="rtl"' : ''}>${escaped(words)}</text>`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" xml:lang="${language}">`,
    `<rect width="${width}" height="${height}" fill="#fdfcf8"/><rect width="${width}" height="14" fill="${accent}"/>`,
    text(112, `font-family="${SERIF}" font-size="40" font-weight="bold" fill="${accent}"`, name),
    ...titles.map((words, nth) =>
      text(
        210 + nth * size * 1.16,
        `font-family="${SERIF}" font-size="${size}" font-weight="bold" fill="#1c1a16"`,
        words,
      ),
    ),
    ...lines.map((words, nth) =>
      text(
        height - 60 - (lines.length - 1 - nth) * 36,
        `font-family="${SANS}" font-size="26" fill="#5b564b"`,
        words,
      ),
    ),
    '</svg>',
  ].join('')
}

/** A text in lines of so many letters, the last one cut where there is more. */
function linesOf(text: string, letters: number, most: number): string[] {
  const lines: string[] = []
  let rest = text.split(' ')
  while (rest.length > 0 && lines.length < most) {
    let line = rest[0] ?? ''
    let taken = 1
    while (taken < rest.length && `${line} ${rest[taken]}`.length <= letters) line += ` ${rest[taken++]}`
    const isLast = lines.length === most - 1
    lines.push(excerpt(isLast ? rest.join(' ') : line, Math.floor(letters)))
    rest = rest.slice(taken)
  }
  return lines
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`)
}
