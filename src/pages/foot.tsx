import type { FC } from 'hono/jsx'
import { ATTRIBUTION_PATH, FORMAT_NAMES, FORMATS, feedPath } from '../formats/index.ts'
import { ALL, CHANNEL_KINDS, channelPath } from '../model/channel.ts'
import { type Site, textFor } from '../model/site.ts'
import { partIn } from '../words/index.ts'
import { channelName, channelText } from '../words/titles.ts'
import type { Words } from '../words/vocabulary.ts'
import { kindName } from './trail.tsx'

interface FootProps {
  /** The language of the page, and its words. */
  language: string
  say: Words
  site: Site
}

/** The foot of every page: whose site it is, where else one can go, and all of it in another language. */
export const Foot: FC<FootProps> = ({ language, say, site }) => {
  const { page } = say
  return (
    <footer class="foot">
      <Owner {...{ language, say, site }} />
      <nav aria-label={page.channels}>
        <h2>{page.channels}</h2>
        <ul>
          {CHANNEL_KINDS.map((kind) => (
            <li>
              <a href={`/${kind}`}>{kindName(kind, say)}</a>
            </li>
          ))}
        </ul>
      </nav>
      <nav aria-label={page.feeds}>
        <h2>{page.feeds}</h2>
        <ul>
          {FORMAT_NAMES.map((name) => (
            <li>
              <a href={feedPath(ALL, name)} type={FORMATS[name].mediaType}>
                {FORMATS[name].label}
              </a>
            </li>
          ))}
          <li>
            <a href="/opml.xml">{page.allChannels}</a>
          </li>
          <li>
            <a href={ATTRIBUTION_PATH}>{page.attribution}</a>
          </li>
        </ul>
      </nav>
      <nav aria-label={page.inLanguages}>
        <h2>{page.inLanguages}</h2>
        <ul>
          {site.languages.map((tag) => (
            <li>
              <a
                href={channelPath({ kind: 'languages', slug: tag })}
                hreflang={tag}
                {...partIn(tag, language)}
              >
                {channelName({ kind: 'languages', slug: tag, title: tag }, site)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </footer>
  )
}

/** Whose site it is, how to reach them, and what may be done with what is here. */
const Owner: FC<FootProps> = ({ language, say: { page }, site }) => {
  const { contact, licence } = site
  const reach = contact?.email ? `mailto:${contact.email}` : contact?.url
  const links = [...site.footer, ...site.social]
  return (
    <section class="who" aria-label={page.about}>
      <a class="brand" href="/">
        {site.name}
      </a>
      <p>{channelText({ ...ALL, title: '', language }, site).description}</p>
      {contact && (
        <p>
          {page.contact}:{' '}
          {reach ? <a href={reach}>{contact.name ?? contact.email ?? contact.url}</a> : contact.name}
        </p>
      )}
      {licence && (
        <p>
          {page.licence}:{' '}
          {licence.url ? (
            <a rel="license" href={licence.url}>
              {textFor(licence.name, language, site)}
            </a>
          ) : (
            textFor(licence.name, language, site)
          )}
        </p>
      )}
      {links.length > 0 && (
        <ul>
          {links.map(({ title, url }) => (
            <li>
              <a href={url}>{textFor(title, language, site)}</a>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
