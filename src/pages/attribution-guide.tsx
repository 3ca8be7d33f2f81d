import type { FC } from 'hono/jsx'
import { ALL } from '../model/channel.ts'
import type { Site } from '../model/site.ts'
import { wordsOf } from '../words/index.ts'
import { channelFeeds } from './feed-addresses.tsx'
import { Layout } from './layout.tsx'

// This page documents names of JSON members for programmers, so it is in English on every site.
const LANGUAGE = 'en'

const MEMBERS: readonly (readonly [name: string, meaning: string])[] = [
  ['about', 'the address of this page'],
  ['credit', 'the whole chain of credit as one sentence in the language of the article'],
  ['credit_text', 'publisher and sources in short, as schema.org creditText has it'],
  ['byline', 'the names that the report goes under'],
  ['dateline', 'where the report was written'],
  ['reporters, editors, translators, photographers', 'people: name and, where it is known, url'],
  ['digested_by', 'who retold the report in their own words'],
  ['publisher', 'who published the report: name and, where it is known, url'],
  ['source_organization', 'the agency that the publisher names first'],
  ['sources', 'every source of the report, the nearest first'],
  ['image', 'caption, credit, rights, width and height of the picture'],
  ['related', 'pages on the same subject: title and url'],
  ['rights', 'the notice of rights'],
]

/** The page about the `_attribution` object of our JSON feeds. */
export const AttributionPage: FC<{ origin: string; site: Site }> = ({ origin, site }) => (
  <Layout
    origin={origin}
    language={LANGUAGE}
    say={wordsOf(LANGUAGE)}
    title={`The _attribution extension – ${site.name}`}
    site={site}
    feeds={channelFeeds(ALL, site.name, origin)}
  >
    <h1>The _attribution extension of JSON Feed</h1>
    <p>Every item of our JSON feeds carries its chain of credit in an object named _attribution.</p>
    <dl>
      {MEMBERS.map(([name, meaning]) => (
        <>
          <dt>
            <code>{name}</code>
          </dt>
          <dd>{meaning}</dd>
        </>
      ))}
    </dl>
  </Layout>
)
