import { raw } from 'hono/html'
import type { FC } from 'hono/jsx'
import { type Article, onSite } from '../model/article.ts'
import { expiryOf } from '../model/lifecycle.ts'
import type { Site } from '../model/site.ts'
import { indexingOf } from '../model/source.ts'
import { byline } from '../words/credit-sentence.ts'
import { newsArticle } from './news-article.ts'
import { isoTime } from './time.tsx'

interface ArticleHeadProps {
  article: Article
  url: string
  origin: string
  site: Site
}

/** What search engines and link previews read: the canonical URL, Open Graph, schema.org NewsArticle. */
export const ArticleHead: FC<ArticleHeadProps> = ({ article, url, origin, site }) => {
  const { title, summary, language, published, updated, tags, image } = article
  const { noindex, canonical = url } = indexingOf(article)
  const expires = expiryOf(article)
  // Without a `<` nothing can end the script element early. To JSON the escape is the same character.
  const json = JSON.stringify(newsArticle(article, { url, origin, site })).replaceAll('<', '\\u003c')
  return (
    <>
      <link rel="canonical" href={canonical} />
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
      {image?.url && <meta property="og:image" content={onSite(image.url, origin)} />}
      {image?.url && image.width && <meta property="og:image:width" content={String(image.width)} />}
      {image?.url && image.height && <meta property="og:image:height" content={String(image.height)} />}
      {image?.url && <meta property="og:image:alt" content={image.alt ?? image.caption ?? ''} />}
      <script type="application/ld+json">{raw(json)}</script>
    </>
  )
}
