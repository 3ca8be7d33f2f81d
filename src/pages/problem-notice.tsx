import type { FC } from 'hono/jsx'
import { ALL } from '../model/channel.ts'
import type { Notice } from '../model/lifecycle.ts'
import { wordsOf } from '../words/index.ts'
import { noticeText } from '../words/notices.ts'
import { PROBLEM_LANGUAGE, type ProblemDetails } from '../words/problem-details.ts'
import { channelFeeds } from './feed-addresses.tsx'
import { Layout } from './layout.tsx'

const SAY = wordsOf(PROBLEM_LANGUAGE)

/** What went wrong with a request, for a person. */
export const ProblemPage: FC<ProblemDetails & { siteName: string; origin: string }> = ({
  siteName,
  origin,
  status,
  title,
  detail,
}) => (
  <Layout
    language={PROBLEM_LANGUAGE}
    say={SAY}
    title={`${status} ${title}`}
    siteName={siteName}
    feeds={channelFeeds(ALL, siteName, origin)}
  >
    <h1>{title}</h1>
    <p class="deck">{detail}</p>
    <p>
      <a href="/">{SAY.page.toFrontPage}</a>
    </p>
  </Layout>
)

/** What stands where an article was that was killed, in its language. */
export const NoticePage: FC<{ notice: Notice; siteName: string; origin: string }> = ({
  notice,
  siteName,
  origin,
}) => {
  const { language, title, text } = noticeText(notice)
  const say = wordsOf(language)
  return (
    <Layout
      {...{ language, say, siteName }}
      title={`${title} – ${siteName}`}
      feeds={channelFeeds(ALL, siteName, origin)}
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
