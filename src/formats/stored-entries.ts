import type { Xml } from '../xml/write.ts'
import type { Entry } from './document.ts'

// Entries that storage gives. They are safe already and nobody changes them, so what a writer has made of one stays right
// for as long as the entry is there.
const MARKUP = new WeakMap<Entry, Map<string, Xml>>()

/** Takes an entry for one of storage from now on. It must not be changed any more. */
export function markStored(entry: Entry): void {
  if (!MARKUP.has(entry)) MARKUP.set(entry, new Map())
}

/**
 * The markup of an entry. `place` names all that it depends on beside the entry. For an entry of storage it is written
 * once for each place.
 */
export function markupOf(entry: Entry, place: string, write: (entry: Entry) => Xml): Xml {
  const kept = MARKUP.get(entry)
  if (!kept) return write(entry)
  const known = kept.get(place)
  // An engine puts the pieces of a text together when it is read. Not for what may never be used again.
  if (known?.charCodeAt(0)) return known
  const markup = write(entry)
  kept.set(place, markup)
  return markup
}
