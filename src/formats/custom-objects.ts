import type { Extension } from 'feed'
import type { Entry } from './document.ts'
import { isObject } from './open-data.ts'

type Members = Readonly<Record<string, unknown>>

// JSON Feed 1.1, "Extensions": an underscore, then a letter, and no dot.
const CUSTOM_NAME = /^_[A-Za-z][^.]*$/

/** The extensions that are custom objects of JSON Feed. The others are elements of XML, and are left out. */
export function customObjects(extensions: readonly Extension[]): Members {
  const known = extensions.flatMap(({ name, objects }) => {
    const members = CUSTOM_NAME.test(name) ? customMembers(objects) : undefined
    return members ? [[name, members] as const] : []
  })
  return Object.fromEntries(known)
}

/**
 * The members that a custom object may have: not those that are named as custom objects are, which are attributes and
 * text of XML. `undefined` where none is left.
 */
export function customMembers(objects: unknown): Members | undefined {
  if (!isObject(objects)) return undefined
  const members = Object.entries(objects).filter(
    ([name, value]) =>
      /^[^_.][^.]*$/.test(name) && value !== undefined && (name !== 'about' || typeof value === 'string'),
  )
  return members.length > 0 ? Object.fromEntries(members) : undefined
}

/**
 * The credit of an item whose `attribution` nobody wrote: what RSS and Atom say in elements, and for what JSON Feed has
 * no member of its own. `undefined` where there is none.
 */
export function creditMembers(item: Entry): Members | undefined {
  const { byline, publisher, sources, contributor, copyright, photo } = item
  const contributors = contributor?.flatMap(({ name, link }) =>
    name ? [link ? { name, url: link } : { name }] : [],
  )
  const credit =
    photo?.caption || photo?.credit ? { caption: photo.caption, credit: photo.credit } : undefined
  return customMembers({
    byline,
    publisher,
    sources: sources?.length ? sources : undefined,
    contributors: contributors?.length ? contributors : undefined,
    image: credit,
    rights: copyright,
  })
}
