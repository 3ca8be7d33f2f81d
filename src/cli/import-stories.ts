import { basename } from 'node:path'
import { canonicalPage } from '../ingest/aliases.ts'
import { isMinted } from '../ingest/mint.ts'
import { parseMoment } from '../model/moment.ts'

/** A story as an article's file has it. */
export interface StoryFile {
  /** Below the content folder. */
  readonly path: string
  readonly id: string | undefined
  /** Milliseconds since the epoch. */
  readonly published: number | undefined
  /** The publisher's own page, in the form in which two are compared. */
  readonly page: string | undefined
}

/** A story that comes in: its own id, where it has one, and the slug that its title gives. */
export interface IncomingStory {
  readonly id: string | undefined
  readonly slug: string
  readonly published: number
  readonly original: string | undefined
}

/** The stories that a content folder has. */
export class ImportStories {
  readonly #authority: string
  readonly #files = new Map<string, StoryFile>()
  readonly #slugs = new Set<string>()

  /** `authority` is that of the ids which are minted here. */
  constructor(authority: string) {
    this.#authority = authority
  }

  /** Every id that a file has. */
  get ids(): ReadonlySet<string> {
    return new Set([...this.#files.values()].flatMap(({ id }) => id ?? []))
  }

  /** Learns of a file by its beginning, with the whole front matter if that is not very long. */
  add(path: string, head: string): void {
    const [, frontMatter = ''] = head.split(/^---[ \t]*$/m)
    const field = (name: string) => new RegExp(`^${name}:[ \\t]*['"]?([^\\s'"]+)`, 'm').exec(frontMatter)?.[1]
    const original = field('original')
    const page = original && canonicalPage(original)
    const published = parseMoment(field('published') ?? '')?.instant
    this.#files.set(path, { path, id: field('id'), published, page })
    this.#slugs.add(slugIn(path))
  }

  /**
   * The file of the same story: with the same id, the same page, or, where these are not known, the same title and time.
   * Two ids that were not minted here are two stories.
   */
  find(story: IncomingStory): StoryFile | undefined {
    const files = [...this.#files.values()]
    const own = story.id && files.find(({ id }) => id === story.id)
    return own || files.find((file) => this.#isSame(story, file))
  }

  /** The file with an id. */
  withId(id: string): StoryFile | undefined {
    return [...this.#files.values()].find((file) => file.id === id)
  }

  #isSame(story: IncomingStory, { path, id, published, page: filePage }: StoryFile): boolean {
    if (story.id && id && !isMinted(id, this.#authority)) return false
    const page = story.original && canonicalPage(story.original)
    if (page && filePage && page !== filePage) return false
    const isSameTime = secondOf(published) === secondOf(story.published)
    const isSameTitle = isSlugOf(story.slug, slugIn(path))
    return page && filePage ? isSameTime || isSameTitle : isSameTime && isSameTitle
  }

  /** A slug that no file has: the given one, or the given one with a number behind it. */
  freeSlug(slug: string): string {
    let free = slug
    for (let n = 2; this.#slugs.has(free); n++) free = `${slug}-${n}`
    return free
  }
}

function secondOf(instant: number | undefined): number | undefined {
  return instant === undefined ? undefined : Math.floor(instant / 1000)
}

/** Whether a file's slug is this one, or this one with a number. */
function isSlugOf(slug: string, found: string): boolean {
  return found === slug || (found.startsWith(`${slug}-`) && /^\d+$/.test(found.slice(slug.length + 1)))
}

function slugIn(path: string): string {
  return basename(path, '.md')
}
