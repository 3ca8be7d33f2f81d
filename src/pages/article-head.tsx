import { raw } from 'hono/html'
import type { FC } from 'hono/jsx'
import { articlePath } from '../formats/index.ts'
import type { Article } from '../model/article.ts'
import { expiryOf } from '../model/lifecycle.ts'
import type { Site } from '../model/site.ts'
import { indexingOf } from '../model/source.ts'
import { articleCard, type Card, siteCard } from '../words/card-text.ts'
import { byline } from '../words/credit-sentence.ts'
import type { Listed } from './listed-article.tsx'
import { newsArticle } from './news-article.ts'
import { SharedPicture } from './sharing.tsx'
import { isoTime } from './time.tsx'

interface ArticleHeadProps {
  article: Article
  url: string
  origin: string
  site: Site
  translations: readonly Listed[]
}

/** What search engines and link previews read: the canonical URL, Open Graph, schema.org NewsArticle. */
export const ArticleHead: FC<ArticleHeadProps> = ({ article, url, origin, site, translations }) => {
  const { title, summary, language, published, updated, tags, image } = article
  const { noindex, canonical = url } = indexingOf(article)
  const expires = expiryOf(article)
  // Without a `<` nothing can end the script element early. To JSON the escape is the same character.
  const json = JSON.stringify(newsArticle(article, { url, origin, site, translations })).replaceAll(
    '<',
    '\\u003c',
  )
  return (
    <>
      <link rel="canonical" href={canonical} />
      {translations.length > 0 && <link rel="alternate" hreflang={language} href={url} />}
      {translations.map((one) => (
        <link rel="alternate" hreflang={one.language} href={origin + articlePath(one.slug)} />
      ))}
      {noindex && <meta name="robots" content="noindex" />}
      {expires && <meta name="robots" content={`unavailable_after: ${isoTime(expires)}`} />}
      <meta name="author" content={byline(article)} />
      <meta property="og:type" content="article" />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={summary} />
      <meta property="og:url" content={url} />
      <meta property="og:site_name" content={site.name} />
      <meta property="og:locale" content={language.replace('-', '_')} />
      <meta property="article:published_time" content={isoTime(published)} />
      <meta property="article:modified_time" content={isoTime(updated)} />
      {tags.map((tag) => (
        <meta property="article:tag" content={tag} />
      ))}
      <SharedPicture {...{ origin, ...(image && { image }) }} card={cardFor(article, site)} />
      <script type="application/ld+json">{raw(json)}</script>
    </>
  )
}

// Cards of their own are drawn for articles that are written here. Those that were polled have the site's.
function cardFor(article: Article, site: Site): Card {
  return article.hasCard ? articleCard(article, site) : siteCard(site)
}
