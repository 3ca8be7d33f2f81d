import { type Article, onSite } from '../model/article.ts'
import { directionOf } from '../model/language-tag.ts'
import { creditSentence } from '../words/credit-sentence.ts'
import { wordsOf } from '../words/index.ts'
import { correctionText } from '../words/notices.ts'
import { EMPTY, each, element, empty, join, text, type Xml } from '../xml/write.ts'

/**
 * A body as feeds carry it, as HTML: the picture with its caption and credit if the body does not show it already, then the
 * article's own body, then the credit sentence. Picture and credit are put here because every reader shows the body. `origin`
 * is that of our site, `sentence` is the credit sentence.
 *
 * Text from right to left says so itself, because few readers look at the language of an entry: FreshRSS and Feedbin
 * keep `dir`; Miniflux drops it, and finds the direction by the first letter.
 */
export function creditedHtml(article: Article, origin: string, sentence = creditSentence(article)): string {
  const { language, corrections = [] } = article
  const corrected = each(corrections.toReversed(), (one) =>
    element('p', element('strong', directed('span', text(correctionText(one, language)), language))),
  )
  const body = directed('div', onSite(article.body, origin) as Xml, language)
  const credit = directed('span', text(sentence), wordsOf(language).language)
  return `${corrected}${figure(article, origin)}${body}${element('p', element('small', credit))}`
}

function figure({ image, language }: Article, origin: string): Xml {
  if (!image?.url || image.inBody) return EMPTY
  const { url, alt, caption, credit, width, height } = image
  const say = wordsOf(language)
  const captions = [
    ...(caption ? [directed('span', text(caption), language)] : []),
    ...(credit ? [element('small', directed('span', text(say.credit.photo(credit)), say.language))] : []),
  ]
  return element(
    'figure',
    join([
      empty('img', { src: onSite(url, origin), alt: alt ?? caption ?? '', width, height }),
      captions.length > 0 ? element('figcaption', captions.join(' ') as Xml) : EMPTY,
    ]),
  )
}

/** HTML in a language. Where that is written from right to left, it stands in an element that says so. */
function directed(name: 'div' | 'span', html: Xml, language: string): Xml {
  return directionOf(language) === 'rtl' ? element(name, html, { lang: language, dir: 'rtl' }) : html
}
