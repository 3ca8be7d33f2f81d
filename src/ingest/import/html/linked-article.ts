import { isAgency, readByline } from '../common/byline.ts'
import type { ImportedImage, Mention } from '../common/importer.ts'
import { isMembers, type Members } from '../common/json-members.ts'
import { type Person, personOf } from '../common/names.ts'
import { titleOf } from '../common/plain-text.ts'
import { sizeOf } from '../common/renditions.ts'
import { keywordsIn } from '../common/subjects.ts'
import { mentionOf, webUrlOf } from '../common/web-addresses.ts'
import type { Linked } from './json-ld.ts'
import type { PageData } from './page-data.ts'

/** What JSON-LD or microdata say of an article. */
export function readLinkedArticle(linked: Linked | undefined, base: string | undefined): Partial<PageData> {
  return linked ? new LinkedArticle(linked, base).data() : {}
}

class LinkedArticle {
  readonly #linked: Linked
  readonly #base: string | undefined

  constructor(linked: Linked, base: string | undefined) {
    this.#linked = linked
    this.#base = base
  }

  data(): Partial<PageData> {
    const { article } = this.#linked
    const { people, organisations } = this.#authors()
    return {
      id: textIn(article['@id']),
      title: titleIn(article.headline) ?? titleIn(article.name),
      summary: titleIn(article.description),
      language: textIn(article.inLanguage) ?? textIn(this.#first('inLanguage')?.alternateName),
      published: textIn(article.datePublished) ?? textIn(article.dateCreated),
      updated: textIn(article.dateModified),
      dateline: textIn(article.dateline),
      reporters: people,
      editors: this.#people('editor'),
      translators: this.#people('translator'),
      ...this.#contributors(),
      publisher: this.#mentions('publisher')[0],
      sources: [...this.#mentions('sourceOrganization'), ...this.#mentions('provider'), ...organisations],
      ...this.#pages(),
      image: this.#image(),
      tags: [...this.#keywords(), ...textsIn(article.articleSection)],
      rights: textIn(article.copyrightNotice) ?? this.#holder(),
      text: textIn(article.articleBody),
      isPaid: isPaid(article) || this.#all('hasPart').some(isPaid) || undefined,
    }
  }

  #all(member: string): unknown[] {
    return [this.#linked.article[member]].flat().map(this.#linked.resolve)
  }

  #first(member: string): Members | undefined {
    return this.#all(member).find(isMembers)
  }

  // A copy of an article may say what it is a copy of: that is the original.
  #pages(): Pick<PageData, 'original' | 'page'> {
    const { article } = this.#linked
    const based = this.#all('isBasedOn').map((one) => urlIn(one, this.#base))
    const pages = [article.mainEntityOfPage, article.url].map((one) => urlIn(one, this.#base))
    return { original: based.find(Boolean), page: pages.find(Boolean) }
  }

  #authors(): { people: Person[]; organisations: Mention[] } {
    const people: Person[] = []
    const organisations: Mention[] = []
    for (const one of this.#all('author')) {
      const named = personIn(one)
      const isOne = isMembers(one) && /Organization$/.test(String(one['@type']))
      if (isOne || named.some(({ name }) => isAgency(name))) organisations.push(...mentionIn(one))
      else people.push(...named)
    }
    return { people, organisations }
  }

  // schema.org does not say what a contributor did. Who publishes the description of somebody else's article
  // (sdPublisher) and contributed to it, as Warta does, has digested it.
  #contributors(): Pick<PageData, 'digesters' | 'contributors'> {
    const describers = this.#mentions('sdPublisher').map(({ name }) => name)
    const all = this.#people('contributor')
    const isDescriber = ({ name }: Person) => describers.includes(name)
    return { digesters: all.filter(isDescriber), contributors: all.filter((one) => !isDescriber(one)) }
  }

  #people(member: string): Person[] {
    return this.#all(member).flatMap(personIn)
  }

  // One text is a list, parted at commas; several are keywords each.
  #keywords(): string[] {
    const { keywords } = this.#linked.article
    return typeof keywords === 'string' ? keywordsIn(keywords) : textsIn(keywords)
  }

  #mentions(member: string): Mention[] {
    return this.#all(member).flatMap(mentionIn)
  }

  #holder(): string | undefined {
    const [holder] = this.#mentions('copyrightHolder')
    const year = this.#linked.article.copyrightYear
    return holder && `© ${typeof year === 'number' ? `${year} ` : ''}${holder.name}`
  }

  #image(): ImportedImage | undefined {
    const [first] = [...this.#all('image'), this.#linked.article.thumbnailUrl]
    const url = urlIn(first, this.#base)
    if (!isMembers(first)) return url ? { url } : undefined
    const makers = [first.creator, first.author, first.copyrightHolder].map((one) =>
      [one].flat().flatMap(personIn),
    )
    const creators = (makers.find((some) => some.length > 0) ?? []).map(({ name }) => name)
    const caption = titleIn(first.caption) ?? titleIn(first.description)
    const said = textIn(first.creditText) ?? (creators.join(', ') || textIn(first.copyrightNotice))
    const credit = said?.replace(CREDIT_LABEL, '')
    if (!url && !credit) return undefined
    return {
      ...(url && { url, ...sizeOf(amountIn(first.width), amountIn(first.height)) }),
      ...(caption && { caption }),
      ...(credit && { credit }),
    }
  }
}

// A boolean, or its name: `False`, `https://schema.org/False`.
function isPaid(part: unknown): boolean {
  return isMembers(part) && /(?:^|\/)false$/i.test(String(part.isAccessibleForFree))
}

// A number, a text, or a QuantitativeValue.
function amountIn(value: unknown): unknown {
  return isMembers(value) ? value.value : value
}

const CREDIT_LABEL = /^(?:(?:photo|picture|image|foto) ?)?(?:credits?|foto|photo) ?: ?/i

// What is longer is the text of a whole box about the author.
const LONGEST_NAME = 100

function personIn(value: unknown): Person[] {
  if (typeof value === 'string') return readByline(value).people.map((name) => ({ name }))
  if (!isMembers(value)) return []
  const names = textsIn(value.name).map((name) => name.trim().replace(/^by\s+/i, ''))
  return names.flatMap((name) =>
    name.length > LONGEST_NAME ? [] : (personOf(name, textIn(value.url)) ?? []),
  )
}

function mentionIn(value: unknown): Mention[] {
  const [name, url] = isMembers(value) ? [textIn(value.name), textIn(value.url)] : [textIn(value)]
  const mention = mentionOf(name, url)
  return mention ? [mention] : []
}

function urlIn(value: unknown, base: string | undefined): string | undefined {
  if (typeof value === 'string') return webUrlOf(value, base)
  if (!isMembers(value)) return undefined
  return webUrlOf(textIn(value.url) ?? textIn(value.contentUrl) ?? textIn(value['@id']), base)
}

function textIn(value: unknown): string | undefined {
  const one = Array.isArray(value) ? value[0] : value
  return typeof one === 'string' && one.trim() !== '' ? one.trim() : undefined
}

function titleIn(value: unknown): string | undefined {
  const text = textIn(value)
  return text && (titleOf(text) || undefined)
}

function textsIn(value: unknown): string[] {
  return [value].flat().filter((one) => typeof one === 'string')
}
