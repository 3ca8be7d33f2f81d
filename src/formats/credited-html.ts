import { type Article, onSite } from '../model/article.ts'
import { creditSentence } from '../words/credit-sentence.ts'
import { wordsOf } from '../words/index.ts'
import { EMPTY, element, empty, join, text, type Xml } from '../xml/write.ts'

/**
 * A body as feeds carry it, as HTML: the picture with caption and credit, the article's own body, the credit sentence.
 * They stand in the body because it is the one place that every reader shows. `origin` is that of our site.
 */
export function creditedHtml(article: Article, origin: string): string {
  const credit = element('p', element('small', text(creditSentence(article))))
  return `${figure(article, origin)}${onSite(article.body, origin)}${credit}`
}

function figure({ image, language }: Article, origin: string): Xml {
  if (!image?.url) return EMPTY
  const { url, alt, caption, credit, width, height } = image
  const captions = [
    ...(caption ? [text(caption)] : []),
    ...(credit ? [element('small', text(wordsOf(language).credit.photo(credit)))] : []),
  ]
  return element(
    'figure',
    join([
      empty('img', { src: onSite(url, origin), alt: alt ?? caption ?? '', width, height }),
      captions.length > 0 ? element('figcaption', captions.join(' ') as Xml) : EMPTY,
    ]),
  )
}
