import type { FC } from 'hono/jsx'
import { ALL } from '../model/channel.ts'
import type { Notice } from '../model/lifecycle.ts'
import type { Site } from '../model/site.ts'
import { partIn, wordsOf } from '../words/index.ts'
import { noticeText } from '../words/notices.ts'
import { PROBLEM_LANGUAGE, type ProblemDetails } from '../words/problem-details.ts'
import type { AbsenceWords } from '../words/vocabulary.ts'
import { channelFeeds } from './feed-addresses.tsx'
import { Headlines } from './headlines.tsx'
import { Layout } from './layout.tsx'
import type { Listed } from './listed-article.tsx'

interface ProblemProps extends ProblemDetails {
  /** The language of the page: one that Warta speaks. */
  language: string
  /** The newest articles, where something was looked for that is not there. */
  newest: readonly Listed[]
  site: Site
  origin: string
}

/** What went wrong with a request, for a person, and where to go from here. */
export const ProblemPage: FC<ProblemProps> = ({
  language: preferred,
  newest,
  site,
  origin,
  status,
  ...problem
}) => {
  const own = absenceOf(status, wordsOf(preferred).absence)
  const language = own ? preferred : PROBLEM_LANGUAGE
  const say = wordsOf(language)
  const { title, detail } = own ?? problem
  return (
    <Layout
      origin={origin}
      {...{ language, say, site }}
      title={`${status} ${title}`}
      feeds={channelFeeds(ALL, site.name, origin)}
      trail={[{ name: say.page.home, path: '/' }]}
    >
      <h1>{title}</h1>
      <p class="deck">{detail}</p>
      {own && (
        <p class="exactly" {...partIn(PROBLEM_LANGUAGE, language)}>
          {problem.detail}
        </p>
      )}
      <p>
        <a href="/">{say.page.toFrontPage}</a>
        {' · '}
        <a href="/search">{say.page.search}</a>
        {' · '}
        <a href="/channels">{say.page.channels}</a>
      </p>
      {newest.length > 0 && (
        <section class="more">
          <h2>{say.absence.instead}</h2>
          <Headlines articles={newest} around={language} />
        </section>
      )}
    </Layout>
  )
}

// What a person asked for and did not get is said in their language. The other problems are those of programs.
function absenceOf(
  status: number,
  { unknown, gone, tooMany }: AbsenceWords,
): AbsenceWords['gone'] | undefined {
  if (status === 404) return unknown
  if (status === 429) return tooMany
  return status === 410 ? gone : undefined
}

/** What stands where an article was that was killed, in its language. */
export const NoticePage: FC<{ notice: Notice; site: Site; origin: string }> = ({ notice, site, origin }) => {
  const { language, title, text } = noticeText(notice)
  const say = wordsOf(language)
  return (
    <Layout
      {...{ language, say, site, origin }}
      title={`${title} – ${site.name}`}
      feeds={channelFeeds(ALL, site.name, origin)}
      trail={[{ name: say.page.home, path: '/' }]}
      head={<meta name="robots" content="noindex" />}
    >
      <h1>{title}</h1>
      <p class="deck">{text}</p>
      <p>
        <a href="/">{say.page.toFrontPage}</a>
      </p>
    </Layout>
  )
}
