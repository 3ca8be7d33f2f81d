import type { FC } from 'hono/jsx'
import { type Article, onSite } from '../model/article.ts'
import { partIn, wordsIn, wordsOf } from '../words/index.ts'

interface FigureProps {
  article: Omit<Article, 'body'>
  origin: string
  /** The language of the page or the part of a page around it. */
  around: string
  /** Whether the picture is seen without scrolling. */
  first?: boolean
}

/** A picture with caption and credit. */
export const Figure: FC<FigureProps> = ({ article, origin, around, first = false }) => {
  const { image, language } = article
  if (!image?.url) return null
  const { url, alt, caption, credit, width, height } = image
  return (
    <figure class="picture">
      <img
        src={onSite(url, origin)}
        alt={alt ?? caption ?? ''}
        width={width}
        height={height}
        decoding="async"
        {...(first ? { fetchpriority: 'high' } : { loading: 'lazy' })}
      />
      {(caption || credit) && (
        <figcaption>
          {caption && <span {...partIn(language, around)}>{caption}</span>}{' '}
          {credit && <small {...wordsIn(around)}>{wordsOf(around).credit.photo(credit)}</small>}
        </figcaption>
      )}
    </figure>
  )
}
