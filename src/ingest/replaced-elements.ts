import { getChildren, getOuterHTML, isTag, isText, textContent } from 'domutils'
import { escapeAttribute, escapeText } from 'entities'
import { parseDocument } from 'htmlparser2'
import { oneLine } from '../model/text.ts'
import { type Embed, embedAt } from './embeds.ts'
import { hostName } from './import/common/web-addresses.ts'

type Node = ReturnType<typeof parseDocument>['children'][number]
type Element = Extract<Node, { attribs: unknown }>

const REPLACED = /<(?:iframe|embed|object|video|audio|details|input)[\s/>]/i

/**
 * HTML in which others stand for the elements that readers drop: a figure with a link for a film or a sound of a known
 * provider, a link for any other frame, a list of definitions for `details`, a character for a box that is ticked. It
 * is not sanitised yet.
 */
export function withReplacements(html: string): string {
  if (!REPLACED.test(html)) return html
  const { children } = parseDocument(html)
  replaceElements(children)
  return getOuterHTML(children, { encodeEntities: 'utf8' })
}

// Elements without a word for readers, and those that nothing is known to stand for.
const LOST = new Set(
  'script style svg math canvas object embed iframe video audio select textarea input map'.split(' '),
)

// Most texts have none of them. This test saves parsing those texts.
const MAY_BE_LOST = new RegExp(
  `<(?:${[...LOST].join('|')})[\\s/>]|<img[^>]{0,2000}\\bsrc=["']?\\s*(?:["'\\s>]|data:|blob:|file:)`,
  'i',
)

/** The names of the elements of which nothing will be left when the HTML is sanitised, in their order. */
export function lostElements(html: string): string[] {
  if (!MAY_BE_LOST.test(html)) return []
  const { children } = parseDocument(withReplacements(html))
  const lost: string[] = []
  const look = (nodes: readonly Node[]) => {
    for (const node of nodes.filter(isTag)) {
      if (LOST.has(node.name) || (node.name === 'img' && isUnshown(node))) lost.push(node.name)
      else look(getChildren(node))
    }
  }
  look(children)
  return lost
}

// Programs and looks are no content. An image without an address that a reader may load is told where URLs are resolved.
const NO_CONTENT = new Set(['script', 'style', 'img'])

/** Those of the lost elements of a document from elsewhere that were content of it. */
export function lostContent(html: string): string[] {
  return lostElements(html).filter((name) => !NO_CONTENT.has(name))
}

/** Says which elements were left out: the end of a sentence, or nothing. */
export function lostText(names: readonly string[]): string[] {
  if (names.length === 0) return []
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  const parts = Array.from(counts, ([name, times]) => `${times > 1 ? `${times} times ` : ''}<${name}>`)
  return [`shows nothing of ${parts.join(', ')}, which feed readers leave out`]
}

/** Whether an image has no address, or one that no reader may load. */
function isUnshown({ attribs: { src = '' } }: Element): boolean {
  return src.trim() === '' || /^\s*(?!https?:)[a-z][a-z\d+.-]*:/i.test(src)
}

/** Changes a parsed tree as `withReplacements` changes HTML. */
export function replaceElements(nodes: readonly Node[]): void {
  for (const node of nodes) {
    if (!isTag(node)) continue
    REPLACEMENTS.get(node.name)?.(node)
    replaceElements(getChildren(node))
  }
}

const REPLACEMENTS: ReadonlyMap<string, (element: Element) => void> = new Map([
  ['iframe', (frame: Element) => replaceFrame(frame, ['src', 'data-src', 'data-lazy-src'])],
  ['embed', (embed: Element) => replaceFrame(embed, ['src'])],
  ['object', (object: Element) => replaceFrame(object, ['data'])],
  ['video', replacePlayer],
  ['audio', replacePlayer],
  ['details', replaceDetails],
  ['input', replaceBox],
])

function replaceBox(input: Element): void {
  const { type, checked } = input.attribs
  if (type?.toLowerCase() === 'checkbox') become(input, 'span', checked === undefined ? '☐ ' : '☑ ')
}

function replaceFrame(frame: Element, attributes: readonly string[]): void {
  if (isUnseen(frame)) return
  const embeds = attributes.map((name) => embedAt(frame.attribs[name]?.trim() ?? ''))
  const embed = embeds.find((one) => one !== undefined)
  // What stands in an object is for programs that can't show it, such as a feed reader.
  if (embed) link(frame, embed, { label: frame.attribs.title })
  else if (frame.name === 'object' && getChildren(frame).some(isTag)) frame.name = 'div'
}

/** Whether a frame is there for counting visitors, not for them to see. */
function isUnseen({ attribs }: Element): boolean {
  const { width, height, style = '', hidden } = attribs
  const isTiny = [width, height].some((side) => side !== undefined && Number.parseFloat(side) <= 1)
  return hidden !== undefined || isTiny || /display:\s*none|visibility:\s*hidden/i.test(style)
}

function replacePlayer(player: Element): void {
  const { src, title, poster, 'aria-label': name } = player.attribs
  const sources = getChildren(player).filter(isTag)
  const source = sources.find((child) => child.name === 'source' && child.attribs.src)
  const file = embedAt((src || source?.attribs.src || '').trim())
  if (!file) {
    // What stands in it is for programs that can't play it.
    if (sources.some((child) => child.name !== 'source' && child.name !== 'track')) player.name = 'div'
    return
  }
  const provider = file.provider ?? hostName(file.page)
  link(player, { page: file.page, ...(provider && { provider }) }, { label: title || name, poster })
}

interface LinkText {
  readonly label?: string | undefined
  /** The address of a picture that stands for a film. */
  readonly poster?: string | undefined
}

// Paragraphs and what stands in them can't hold a figure.
const PHRASING_IN = new Set(
  'p a b i em strong span small sub sup s u del ins q cite h1 h2 h3 h4 h5 h6 dt pre summary'.split(' '),
)

function link(element: Element, { page, provider }: Embed, { label, poster }: LinkText): void {
  const text = escapeText(oneLine(label ?? '') || page.replace(/^https?:\/\/(?:www\.)?/, ''))
  const picture = poster ? `<img src="${escapeAttribute(poster)}" alt=""><br>` : ''
  const html = isWithin(element, (name) => name === 'a')
    ? text
    : `<a href="${escapeAttribute(page)}">${picture}${text}</a>`
  const { parent } = element
  const isWholeParagraph = parent && isTag(parent) && parent.name === 'p' && isAlone(element)
  const block = isWholeParagraph ? parent : element
  const inText = provider ? `${html} (${escapeText(provider)})` : html
  if (isWithin(block, (name) => PHRASING_IN.has(name))) become(element, 'span', apart(element, inText))
  else if (!provider || isWithin(block, (name) => name === 'figure')) become(block, 'p', inText)
  // The paragraph is for readers that don't know figures.
  else become(block, 'figure', `<p>${html}</p><figcaption>${escapeText(provider)}</figcaption>`)
}

/** With a space where another element stands beside it: two players in a row are two links. */
function apart({ prev, next }: Element, html: string): string {
  return `${prev && isTag(prev) ? ' ' : ''}${html}${next && isTag(next) ? ' ' : ''}`
}

// Readers show the text of a `details` without saying where it begins and ends. All of them set off a definition.
function replaceDetails(details: Element): void {
  const children = getChildren(details)
  const summary = children.filter(isTag).find(({ name }) => name === 'summary')
  const [description] = parseDocument('<dd></dd>').children
  if (!summary || !description || !isTag(description)) return
  adopt(
    description,
    children.filter((child) => child !== summary),
  )
  summary.name = 'dt'
  details.name = 'dl'
  details.attribs = {}
  const isEmpty = oneLine(textContent(description)) === '' && !description.children.some(isTag)
  adopt(details, isEmpty ? [summary] : [summary, description])
}

function become(element: Element, name: string, html: string): void {
  element.name = name
  element.attribs = {}
  adopt(element, parseDocument(html).children)
}

function adopt(parent: Element, children: Node[]): void {
  parent.children = children as typeof parent.children
  for (const [at, child] of children.entries()) {
    child.parent = parent
    child.prev = children[at - 1] ?? null
    child.next = children[at + 1] ?? null
  }
}

function isAlone(element: Element): boolean {
  const siblings = element.parent ? getChildren(element.parent) : []
  return siblings.every((one) => one === element || (isText(one) && one.data.trim() === ''))
}

function isWithin(element: Element, isMeant: (name: string) => boolean): boolean {
  for (let at = element.parent; at && isTag(at); at = at.parent) if (isMeant(at.name)) return true
  return false
}
