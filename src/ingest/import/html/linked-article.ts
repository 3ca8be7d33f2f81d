import { readByline } from '../common/byline.ts'
import type { ImportedImage, Mention } from '../common/importer.ts'
import { isMembers, type Members } from '../common/json-members.ts'
import { type Person, personOf } from '../common/names.ts'
import { titleOf } from '../common/plain-text.ts'
import { sizeOf } from '../common/renditions.ts'
import { mentionOf, webUrlOf } from '../common/web-addresses.ts'
import { articleIn, type Linked } from './json-ld.ts'
import type { PageData } from './page-data.ts'

/** What the JSON-LD of a page says of its article. */
export function readLinkedArticle(scripts: readonly string[], base: string | undefined): Partial<PageData> {
  const linked = articleIn(scripts)
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
      digesters: this.#people('contributor'),
      publisher: this.#mentions('publisher')[0],
      sources: [...this.#mentions('sourceOrganization'), ...this.#mentions('provider'), ...organisations],
      ...this.#pages(),
      image: this.#image(),
      tags: [...textsIn(article.keywords), ...textsIn(article.articleSection)],
      rights: textIn(article.copyrightNotice) ?? this.#holder(),
      text: textIn(article.articleBody),
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
      if (isMembers(one) && /Organization$/.test(String(one['@type']))) organisations.push(...mentionIn(one))
      else people.push(...personIn(one))
    }
    return { people, organisations }
  }

  #people(member: string): Person[] {
    return this.#all(member).flatMap(personIn)
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
    const creators = [first.creator]
      .flat()
      .flatMap(personIn)
      .map(({ name }) => name)
    const caption = titleIn(first.caption) ?? titleIn(first.description)
    const credit = textIn(first.creditText) ?? (creators.join(', ') || textIn(first.copyrightNotice))
    if (!url && !credit) return undefined
    return {
      ...(url && { url, ...sizeOf(amountIn(first.width), amountIn(first.height)) }),
      ...(caption && { caption }),
      ...(credit && { credit }),
    }
  }
}

// A number, a text, or a QuantitativeValue.
function amountIn(value: unknown): unknown {
  return isMembers(value) ? value.value : value
}

function personIn(value: unknown): Person[] {
  if (typeof value === 'string') return readByline(value).people.map((name) => ({ name }))
  if (!isMembers(value)) return []
  return textsIn(value.name).flatMap((name) => personOf(name, textIn(value.url)) ?? [])
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
