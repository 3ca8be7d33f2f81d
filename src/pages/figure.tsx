import type { FC } from 'hono/jsx'
import { type Article, onSite } from '../model/article.ts'
import { wordsOf } from '../words/vocabulary.ts'
import { partIn } from './language.ts'

interface FigureProps {
  article: Omit<Article, 'body'>
  origin: string
  /** The language of the page around it. */
  around: string
  /** Whether the picture is seen at once. */
  first?: boolean
}

/**
 * A picture with caption and credit. A credit that came without its picture is shown as what it is: whose
 * picture went with the report.
 */
export const Figure: FC<FigureProps> = ({ article, origin, around, first = false }) => {
  const { image, language } = article
  if (!image || !(image.url || image.caption || image.credit)) return null
  const { url, alt, caption, credit, width, height } = image
  return (
    <figure class={url ? 'picture' : 'no-picture'}>
      {url && (
        <img
          src={onSite(url, origin)}
          alt={alt ?? caption ?? ''}
          width={width}
          height={height}
          decoding="async"
          {...(first ? { fetchpriority: 'high' } : { loading: 'lazy' })}
        />
      )}
      {(caption || credit) && (
        <figcaption>
          {caption && <span {...partIn(language, around)}>{caption}</span>}{' '}
          {credit && <small>{`${wordsOf(around).photo}: ${credit}`}</small>}
        </figcaption>
      )}
    </figure>
  )
}
