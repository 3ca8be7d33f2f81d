import type { FC } from 'hono/jsx'
import { ALL } from '../model/channel.ts'
import type { Site } from '../model/site.ts'
import { partIn, spokenLanguage, wordsOf } from '../words/index.ts'
import { PROBLEM_LANGUAGE } from '../words/problem-details.ts'
import { PROBLEM_TYPES, PROBLEMS } from '../words/problem-types.ts'
import { channelFeeds } from './feed-addresses.tsx'
import { Layout } from './layout.tsx'

/** What each type of problem that the API answers means, and what to do about it. Its address is that of the type. */
export const ProblemsPage: FC<{ origin: string; site: Site }> = ({ origin, site }) => {
  const [first = PROBLEM_LANGUAGE] = site.languages
  const [language, say] = [spokenLanguage(first), wordsOf(first)]
  const { problems } = say
  return (
    <Layout
      {...{ origin, language, say, site }}
      title={`${problems.title} – ${site.name}`}
      feeds={channelFeeds(ALL, site.name, origin)}
      head={<meta name="robots" content="noindex" />}
    >
      <h1>{problems.title}</h1>
      <p>{problems.lead}</p>
      <dl>
        {PROBLEM_TYPES.map((type) => (
          <>
            <dt id={type}>
              <code>{type}</code>{' '}
              <span {...partIn(PROBLEM_LANGUAGE, language)}>
                {PROBLEMS[type][0]} {PROBLEMS[type][1]}
              </span>
            </dt>
            <dd>{problems.meanings[type]}</dd>
          </>
        ))}
      </dl>
    </Layout>
  )
}
