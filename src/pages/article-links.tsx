import type { FC } from 'hono/jsx'
import type { Article } from '../model/article.ts'
import { channelPath } from '../model/channel.ts'
import { slugify } from '../model/slug.ts'
import { partIn } from '../words/index.ts'
import type { PageWords } from '../words/vocabulary.ts'

interface ArticleLinksProps {
  article: Article
  /** The language of the page, and its words. */
  language: string
  say: PageWords
}

/** Where an article leads: to where it comes from, to what is related, to the channels of its tags. */
export const ArticleLinks: FC<ArticleLinksProps> = (props) => (
  <>
    <Origins {...props} />
    <Related {...props} />
    <Tags {...props} />
  </>
)

const Origins: FC<ArticleLinksProps> = ({ article: { original, publisher, sources }, say }) => {
  const links = [
    ...(original ? [{ what: '', name: say.original(publisher.name), url: original }] : []),
    ...(publisher.home ? [{ what: say.publisher, name: publisher.name, url: publisher.home }] : []),
    ...sources.flatMap(({ name, home }) => (home ? [{ what: say.source, name, url: home }] : [])),
  ]
  if (links.length === 0) return null
  return (
    <section class="links">
      <h2>{say.origin}</h2>
      <ul>
        {links.map(({ what, name, url }) => (
          <li>
            {what && `${what}: `}
            <a href={url}>{name}</a> <span class="host">{new URL(url).host.replace(/^www\./, '')}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

const Related: FC<ArticleLinksProps> = ({ article, language, say }) => {
  if (article.related.length === 0) return null
  return (
    <section class="links">
      <h2>{say.related}</h2>
      <ul {...partIn(article.language, language)}>
        {article.related.map(({ title, url }) => (
          <li>
            <a href={url}>{title}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}

const Tags: FC<ArticleLinksProps> = ({ article, language, say }) => {
  const tags = article.tags.filter((tag) => slugify(tag) !== '')
  if (tags.length === 0) return null
  return (
    <ul class="tags" aria-label={say.tags} {...partIn(article.language, language)}>
      {tags.map((tag) => (
        <li>
          <a href={channelPath({ kind: 'tags', slug: slugify(tag) })}>{tag}</a>
        </li>
      ))}
    </ul>
  )
}
