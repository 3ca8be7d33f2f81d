import { excerpt } from '../../../model/text.ts'
import { readCreditLine } from '../common/byline.ts'
import { webUrlOf } from '../common/web-addresses.ts'
import { readDateLine } from './dated-line.ts'
import { readDateline } from './dateline.ts'
import { sourceIn } from './labelled-line.ts'
import type { PageLayout } from './layouts.ts'
import { behindLabel, isPromotion, type Line } from './lines.ts'

/** A page without its promotions and lists of other articles. */
export interface WithoutLinks {
  readonly lines: readonly Line[]
  readonly related: readonly { readonly title: string; readonly url: string }[]
  readonly guesses: readonly string[]
}

const HEADLINE_LIMIT = 200
const RELATED_LIMIT = 50
// After so many lines without a link, a list of related articles is taken to have ended.
const MOST_BARE = 10
const BULLET = /^(?:[-*•·▪‣–—»>]+|\d{1,2}[.)]) /

/** Removes promotions, related articles and other news from a page, wherever they stand. */
export function takeLinks(lines: readonly Line[], layout: PageLayout, base?: string): WithoutLinks {
  const walk = new LinkWalk(layout, base)
  for (const line of lines) walk.take(line)
  return walk.result()
}

interface List {
  readonly other: boolean
  /** Whether headlines without a link belong to it too: its label stands alone on its line. */
  readonly open: boolean
  /** Whether its lines follow each other directly, so that an empty one ends it. Unknown before the first. */
  dense?: boolean
  pending?: string
  bare: number
}

class LinkWalk {
  readonly #layout: PageLayout
  readonly #base: string | undefined
  readonly #kept: Line[] = []
  readonly #related = new Map<string, string>()
  readonly #bare: string[] = []
  #list: List | undefined

  constructor(layout: PageLayout, base: string | undefined) {
    this.#layout = layout
    this.#base = base
  }

  take(line: Line): void {
    if (isPromotion(line.text, this.#layout)) return
    if (this.#begins(line.text) || this.#continues(line)) return
    const resumed = this.#list?.other === true
    this.#list = undefined
    this.#kept.push(resumed ? { ...line, resumed } : line)
  }

  result(): WithoutLinks {
    const related = Array.from(this.#related, ([url, title]) => ({ title, url }))
    const guesses = this.#bare.map(
      (text) =>
        `“${excerpt(text, 80)}” after “${this.#heading()}” was taken for another article's headline and left out.`,
    )
    const more = guesses.length - 3
    if (more > 0) guesses.splice(3, more, `${more} more such headlines were left out.`)
    return { lines: this.#kept, related: related.slice(0, RELATED_LIMIT), guesses }
  }

  #heading(): string {
    return this.#layout.relatedLabels[0] ?? ''
  }

  #begins(text: string): boolean {
    if (text.length > 1000) return false
    const { otherNewsLabels, relatedLabels } = this.#layout
    for (const label of [...otherNewsLabels, ...relatedLabels]) {
      if (text.slice(0, label.length).toLowerCase() !== label) continue
      const behind = /^(?: ?[:–—-]+ ?| (?=\[|https?:)|$)/.exec(text.slice(label.length))
      if (!behind) continue
      const value = text.slice(label.length + behind[0].length)
      this.#list = { other: otherNewsLabels.includes(label), open: value === '', bare: 0 }
      if (value !== '') this.#link(value, this.#list)
      return true
    }
    return false
  }

  #continues(line: Line): boolean {
    const list = this.#list
    if (!list || this.#isLabelled(line.text, list)) return false
    if (list.dense === true && line.gap && !list.other) return false
    const text = line.text.replace(BULLET, '')
    const bulleted = text !== line.text
    if (!this.#link(text, list)) {
      if (!isHeadline(text) || !(list.open || bulleted) || (!list.other && list.bare >= MOST_BARE))
        return false
      list.pending = text
      list.bare++
      if (!bulleted && !list.other) this.#bare.push(text)
    }
    list.dense ??= !line.gap
    return true
  }

  // A list of other news shows the dates of its articles.
  #isLabelled(text: string, list: List): boolean {
    const layout = this.#layout
    return (
      readCreditLine(text, layout.credits) !== undefined ||
      behindLabel(text, layout.photoLabels) !== undefined ||
      sourceIn(text, layout) !== undefined ||
      readDateline(text, layout) !== undefined ||
      (!list.other && readDateLine(text, layout.dates) !== undefined)
    )
  }

  // A paragraph of a thousand characters that mentions an address is no link.
  #link(text: string, list: List): boolean {
    const found = text.length > 2500 ? undefined : linkIn(text, this.#base)
    if (!found) return false
    const title = found.title || list.pending || found.url
    if (list.pending !== undefined && this.#bare.at(-1) === list.pending) this.#bare.pop()
    delete list.pending
    if (!list.other && !this.#related.has(found.url)) this.#related.set(found.url, title)
    return true
  }
}

function linkIn(text: string, base: string | undefined): { title: string; url: string } | undefined {
  const markdown = /^\[([^[\]]+)\]\((\S+?)\)$/.exec(text)
  if (markdown) {
    const url = webUrlOf(markdown[2] ?? '', base)
    return url === undefined ? undefined : { title: (markdown[1] ?? '').trim(), url }
  }
  const at = text.search(/https?:\/\//i)
  if (at < 0 || at > HEADLINE_LIMIT) return undefined
  const [address = '', ...behind] = text.slice(at).split(' ')
  const url = behind.length > 0 ? undefined : webUrlOf(address.replace(/[)\]>]+$/, ''))
  return url === undefined ? undefined : { title: text.slice(0, at).replace(/[\s([<:–—|-]+$/, ''), url }
}

const SMALL_WORDS = /^(?:dan|di|ke|dari|yang|untuk|dengan|pada|dalam|atau|oleh|the|of|in|to|a|an|and|on|for)$/

/** Whether a line is a headline rather than a paragraph: short, and not ended like a sentence. */
export function isHeadline(text: string): boolean {
  if (text.length > HEADLINE_LIMIT || /[:;,]$/.test(text)) return false
  const ending = /([.!?…]+)["'”’)\]»]*$/.exec(text.slice(-10))?.[1]
  if (ending === '.') return false
  if (ending === undefined && text.length <= 120 && !/,["”]/.test(text)) return true
  return inTitleCase(text)
}

function inTitleCase(text: string): boolean {
  const words = text.split(' ').filter((word) => /\p{L}/u.test(word) && !SMALL_WORDS.test(word))
  const capital = words.filter((word) => !/^\P{L}*\p{Ll}/u.test(word))
  return words.length > 1 && capital.length >= 0.7 * words.length
}
