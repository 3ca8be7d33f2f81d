import { articlePath } from '../formats/index.ts'
import { type Article, type Author, onSite } from '../model/article.ts'
import { authorsOf, creditText, rightsOf } from '../model/credit.ts'
import { primaryLanguage } from '../model/language-tag.ts'
import { expiryOf } from '../model/lifecycle.ts'
import type { Moment } from '../model/moment.ts'
import type { Site } from '../model/site.ts'
import type { Source } from '../model/source.ts'
import { isoTime } from './time.tsx'

interface Published {
  /** The article's permalink. */
  readonly url: string
  readonly origin: string
  readonly site: Site
  /** The same article in other languages. */
  readonly translations: readonly Omit<Article, 'body'>[]
}

/** An article as schema.org NewsArticle (JSON-LD). JSON.stringify leaves out the members that are `undefined`. */
export function newsArticle(article: Article, { url, origin, site, translations }: Published) {
  const { publisher, sources } = article
  const reporters = authorsOf(article, 'reporter').map(person)
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    '@id': article.id,
    url,
    mainEntityOfPage: url,
    headline: article.title,
    description: article.summary,
    inLanguage: article.language,
    dateline: article.dateline,
    datePublished: isoTime(article.published),
    dateModified: isoTime(article.updated),
    author: reporters.length > 0 ? reporters : [organization(sources[0] ?? publisher)],
    editor: authorsOf(article, 'editor').map(person),
    translator: authorsOf(article, 'translator').map(person),
    contributor: authorsOf(article, 'digest').map(({ name, url: home }) => ({
      '@type': 'Organization',
      name,
      url: home,
    })),
    publisher: organization(publisher),
    sourceOrganization: sources.map(organization),
    sdPublisher: { '@type': 'Organization', name: site.name, url: origin },
    isBasedOn: article.original,
    creditText: creditText(article),
    copyrightHolder: organization(publisher),
    copyrightNotice: rightsOf(article),
    keywords: article.tags,
    expires: isoOf(expiryOf(article)),
    correction: article.corrections?.map(({ at, text }) => ({
      '@type': 'CorrectionComment',
      text,
      datePublished: isoTime(at),
    })),
    image: image(article, origin),
    ...translationsOf(article, translations, origin),
  }
}

function isoOf(moment: Moment | undefined): string | undefined {
  return moment && isoTime(moment)
}

type Listed = Omit<Article, 'body'>

/** An article that was translated is the work, the others are its translations. Which it was may not be known. */
function translationsOf(article: Listed, others: readonly Listed[], origin: string) {
  const work = (one: Listed) => ({
    '@type': 'NewsArticle',
    '@id': one.id,
    url: origin + articlePath(one.slug),
    headline: one.title,
    inLanguage: one.language,
  })
  if (isWork(article)) return { workTranslation: others.length > 0 ? others.map(work) : undefined }
  const original = others.find(isWork)
  return { translationOfWork: original && work(original) }
}

// Who translated says so. Else it is the one in the language of whoever published the report.
function isWork(article: Listed): boolean {
  const isTranslated = authorsOf(article, 'translator').length > 0
  const { language } = article.publisher
  return (
    !isTranslated &&
    (language === undefined || primaryLanguage(language) === primaryLanguage(article.language))
  )
}

function image(article: Article, origin: string) {
  if (!article.image?.url) return undefined
  const { url, width, height, caption, credit, rights } = article.image
  return {
    '@type': 'ImageObject',
    url: onSite(url, origin),
    width,
    height,
    caption,
    creditText: credit,
    copyrightNotice: rights,
    creator: authorsOf(article, 'photographer').map(person),
  }
}

function person({ name, url }: Author) {
  return { '@type': 'Person', name, url }
}

function organization({ name, home, logo }: Source) {
  return { '@type': 'NewsMediaOrganization', name, url: home, logo }
}
