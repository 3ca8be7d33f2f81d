import { raw } from 'hono/html'
import type { FC } from 'hono/jsx'
import { articlePath } from '../formats/index.ts'
import { type Article, type Author, onSite } from '../model/article.ts'
import { ALL, channelPath } from '../model/channel.ts'
import { authorsOf, byline, creditSentence, isIndonesian, rightsOf } from '../model/credit.ts'
import { slugify } from '../model/slug.ts'
import { ArticleHead } from './article-head.tsx'
import { Layout } from './layout.tsx'
import { Time } from './time.tsx'

interface ArticlePageProps {
  article: Article
  origin: string
  siteName: string
}

/** An article with its whole credit. */
export const ArticlePage: FC<ArticlePageProps> = ({ article, origin, siteName }) => {
  const { language, title, summary, published, updated, tags } = article
  const feeds = { channel: ALL, title: siteName, origin }
  const url = origin + articlePath(article.slug)
  const head = <ArticleHead {...{ article, url, origin, siteName }} />
  return (
    <Layout {...{ language, title: `${title} – ${siteName}`, siteName, description: summary, feeds, head }}>
      <article>
        <h1>{title}</h1>
        <p>{summary}</p>
        <Credits article={article} />
        <p>
          <Time moment={published} language={language} />
          {updated.instant - published.instant >= 60_000 && (
            <>
              {' · '}
              {isIndonesian(language) ? 'diperbarui' : 'updated'}{' '}
              <Time moment={updated} language={language} />
            </>
          )}
        </p>
        <Picture article={article} origin={origin} />
        {article.dateline && <p>{article.dateline.toUpperCase()}</p>}
        {raw(onSite(article.body, origin))}
        <Related article={article} />
        <p>
          <small>{creditSentence(article)}</small>
        </p>
        <Rights article={article} />
        <ul aria-label={isIndonesian(language) ? 'Tanda' : 'Tags'}>
          {tags.map((tag) => (
            <li>
              <a href={channelPath({ kind: 'tags', slug: slugify(tag) })}>{tag}</a>
            </li>
          ))}
        </ul>
      </article>
    </Layout>
  )
}

const Credits: FC<{ article: Article }> = ({ article }) => (
  <p>
    <strong>{byline(article)}</strong>
    {authorsOf(article, 'editor').map((editor) => (
      <>
        {' · Editor: '}
        <Person author={editor} />
      </>
    ))}
    {' · '}
    <a href={channelPath({ kind: 'publishers', slug: article.publisher.id })}>{article.publisher.name}</a>
    {article.sources.map((source) => (
      <>
        {' · '}
        <a href={channelPath({ kind: 'sources', slug: source.id })}>{source.name}</a>
      </>
    ))}
  </p>
)

const Person: FC<{ author: Author }> = ({ author: { name } }) => (
  <a href={channelPath({ kind: 'authors', slug: slugify(name) })}>{name}</a>
)

// A credit that came without its picture is shown as what it is: whose picture went with the report.
const Picture: FC<{ article: Article; origin: string }> = ({ article: { image, language }, origin }) => {
  if (!image || !(image.url || image.caption || image.credit)) return null
  const { url, alt, caption, credit, width, height } = image
  const says = isIndonesian(language) ? 'Foto' : 'Photo'
  return (
    <figure>
      {url && <img src={onSite(url, origin)} alt={alt ?? caption ?? ''} width={width} height={height} />}
      <figcaption>
        {caption} {credit && <small>{`${says}: ${credit}`}</small>}
      </figcaption>
    </figure>
  )
}

const Related: FC<{ article: Article }> = ({ article: { related, original, publisher, language } }) => {
  const links = [...(original ? [{ title: publisher.name, url: original }] : []), ...related]
  if (links.length === 0) return null
  return (
    <>
      <h2>{isIndonesian(language) ? 'Terkait' : 'Related'}</h2>
      <ul>
        {links.map(({ title, url }) => (
          <li>
            <a href={url}>{title}</a>
          </li>
        ))}
      </ul>
    </>
  )
}

const Rights: FC<{ article: Article }> = ({ article }) => {
  const rights = rightsOf(article)
  return rights ? (
    <p>
      <small>{rights}</small>
    </p>
  ) : null
}
