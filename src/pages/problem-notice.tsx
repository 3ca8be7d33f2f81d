import type { FC } from 'hono/jsx'
import { ALL } from '../model/channel.ts'
import type { ProblemDetails } from '../model/problem.ts'
import { Layout } from './layout.tsx'
import { channelFeeds } from './subscribe.tsx'

/** A problem told to a person. */
export const ProblemPage: FC<ProblemDetails & { siteName: string; origin: string }> = ({
  siteName,
  origin,
  status,
  title,
  detail,
}) => (
  <Layout
    language="en"
    title={`${status} ${title}`}
    siteName={siteName}
    feeds={channelFeeds(ALL, siteName, origin)}
  >
    <h1>{title}</h1>
    <p class="deck">{detail}</p>
    <p>
      <a href="/">To the front page</a>
    </p>
  </Layout>
)
