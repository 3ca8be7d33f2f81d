import type { FC } from 'hono/jsx'
import { ALL } from '../model/channel.ts'
import type { Site } from '../model/site.ts'
import { wordsOf } from '../words/index.ts'
import { PROBLEM_LANGUAGE, type ProblemDetails } from '../words/problem-details.ts'
import { channelFeeds } from './feed-addresses.tsx'
import { Layout } from './layout.tsx'

const SAY = wordsOf(PROBLEM_LANGUAGE)

/** What went wrong with a request, for a person. */
export const ProblemPage: FC<ProblemDetails & { site: Site; origin: string }> = ({
  site,
  origin,
  status,
  title,
  detail,
}) => (
  <Layout
    language={PROBLEM_LANGUAGE}
    say={SAY}
    title={`${status} ${title}`}
    site={site}
    feeds={channelFeeds(ALL, site.name, origin)}
  >
    <h1>{title}</h1>
    <p class="deck">{detail}</p>
    <p>
      <a href="/">{SAY.page.toFrontPage}</a>
    </p>
  </Layout>
)
