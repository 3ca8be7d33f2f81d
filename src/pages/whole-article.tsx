import { raw } from 'hono/html'
import type { FC } from 'hono/jsx'
import { articlePath } from '../formats/index.ts'
import { type Article, type Image, onSite } from '../model/article.ts'
import { ALL, channelPath } from '../model/channel.ts'
import { rightsOf } from '../model/credit.ts'
import type { Site } from '../model/site.ts'
import { slugify } from '../model/slug.ts'
import { readingMinutes } from '../model/text.ts'
import { creditSentence } from '../words/credit-sentence.ts'
import { partIn, spokenLanguage, wordsOf } from '../words/index.ts'
import { correctionText } from '../words/notices.ts'
import type { PageWords, Words } from '../words/vocabulary.ts'
import { type Around, AroundArticle, OwnChannels, Translations } from './around-article.tsx'
import { ArticleHead } from './article-head.tsx'
import { ArticleLinks } from './article-links.tsx'
import { Credits } from './credits.tsx'
import { channelFeeds } from './feed-addresses.tsx'
import { Figure } from './figure.tsx'
import { Layout } from './layout.tsx'
import { withSizes } from './picture-sizes.ts'
import { Time } from './time.tsx'
import { type Crumb, trailTo } from './trail.tsx'

interface ArticlePageProps {
  article: Article
  around: Around
  origin: string
  site: Site
}

/** An article with its whole credit. */
export const ArticlePage: FC<ArticlePageProps> = ({ article, around, origin, site }) => {
  const { title, summary, dateline } = article
  const language = spokenLanguage(article.language)
  const say = wordsOf(language)
  const part = partIn(article.language, language)
  const feeds = channelFeeds(ALL, site.name, origin)
  const url = origin + articlePath(article.slug)
  const head = <ArticleHead {...{ article, url, origin, site }} translations={around.translations} />
  const frame = {
    language,
    say,
    title: `${title} – ${site.name}`,
    site,
    description: summary,
    feeds,
    head,
  }
  return (
    <Layout
      origin={origin}
      {...frame}
      kind="article"
      trail={wayTo(article, say)}
      aside={<OwnChannels {...{ article, language, say, site }} />}
    >
      <article>
        <header>
          <h1 {...part}>{title}</h1>
          <p class="deck" {...part}>
            {summary}
          </p>
          <Credits article={article} say={say.page} />
          <Times {...{ article, language, say: say.page, url }} />
          <Translations translations={around.translations} {...{ language, say, site }} />
        </header>
        {article.image?.url && !article.image.inBody && (
          <Figure {...{ article, origin }} around={language} first />
        )}
        {article.corrections?.toReversed().map((one) => (
          <p class="correction" {...part}>
            <strong>{correctionText(one, article.language)}</strong>
          </p>
        ))}
        <div class="body" {...part}>
          {dateline && <p class="dateline">{dateline}</p>}
          {raw(bodyOf(article, origin))}
        </div>
        <Recordings {...{ article, origin }} />
        <Closing {...{ article, language }} />
        <ArticleLinks {...{ article, language, say: say.page }} />
      </article>
      <AroundArticle {...{ around, language, say }} />
    </Layout>
  )
}

function bodyOf({ body, pictures = [], image }: Article, origin: string): string {
  const isLead = image?.inBody ?? false
  return reachable(onSite(withSizes(body, pictures, { origin, isLead }), origin))
}

// A wide table scrolls, so the keyboard has to be able to reach it. In sanitised HTML every `<` begins a tag.
function reachable(html: string): string {
  return html.replaceAll('<table', '<table tabindex="0"')
}

/** The way down to an article: through its first tag, else its publisher. */
function wayTo({ tags, publisher, language }: Article, say: Words): Crumb[] {
  const tag = tags.find((one) => slugify(one) !== '')
  if (tag === undefined) {
    const path = channelPath({ kind: 'publishers', slug: publisher.id })
    return [...trailTo('publishers', say), { name: publisher.name, path }]
  }
  const path = channelPath({ kind: 'tags', slug: slugify(tag) })
  return [...trailTo('tags', say), { name: tag, path, language }]
}

interface TimesProps {
  article: Article
  language: string
  say: PageWords
  /** The permalink. */
  url: string
}

const Times: FC<TimesProps> = ({ article: { published, updated, body }, language, say, url }) => (
  <p class="times">
    <span>
      <span class="unseen">{say.published}</span> <Time moment={published} around={language} />
    </span>
    {updated.instant - published.instant >= 60_000 && (
      <span>
        {' '}
        {say.updated} <Time moment={updated} around={language} />
      </span>
    )}{' '}
    <span class="reading">
      {say.readingTime(readingMinutes(body))}{' '}
      <button type="button" class="copy" data-copy={url} data-copied={say.copied}>
        <span class="does">{say.copyLink}</span>
      </button>
    </span>
  </p>
)

/** Links to the films and sounds that the body has no link to. */
const Recordings: FC<{ article: Article; origin: string }> = ({ article, origin }) => {
  const { body, recordings = [] } = article
  const others = recordings.filter(({ url }) => !body.includes(`href="${url.replaceAll('&', '&amp;')}"`))
  if (others.length === 0) return null
  return (
    <ul class="recordings">
      {others.map(({ url }) => {
        const { href, host, pathname } = new URL(onSite(url, origin))
        return (
          <li>
            <a href={href}>{host + pathname}</a>
          </li>
        )
      })}
    </ul>
  )
}

const Closing: FC<{ article: Article; language: string }> = ({ article, language }) => {
  const { image } = article
  const rights = rightsOf(article)
  const hasPicture = image?.url !== undefined
  return (
    <footer class="closing">
      <p class="credit">{creditSentence(article)}</p>
      {rights && <p class="rights">{rights}</p>}
      {image && !hasPicture && <PictureNotShown {...{ image, article, language }} />}
    </footer>
  )
}

interface NotShownProps {
  image: Image
  article: Article
  language: string
}

/** Whose picture the report came with, where the picture itself did not come. */
const PictureNotShown: FC<NotShownProps> = ({ image: { caption, credit }, article, language }) => {
  if (!caption && !credit) return null
  const say = wordsOf(language)
  return (
    <p class="rights">
      {say.page.withoutPicture}
      {caption && (
        <>
          {' '}
          <span {...partIn(article.language, language)}>{caption}</span>
        </>
      )}
      {credit && ` ${say.credit.photo(credit)}.`}
    </p>
  )
}
