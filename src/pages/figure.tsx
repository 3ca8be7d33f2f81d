import type { FC } from 'hono/jsx'
import { type Article, onSite } from '../model/article.ts'
import { partIn, wordsIn, wordsOf } from '../words/index.ts'
import { type Place, sizesOf } from './picture-sizes.ts'

interface FigureProps {
  article: Omit<Article, 'body'>
  origin: string
  /** The language of the page or the part of a page around it. */
  around: string
  /** Whether the picture is seen without scrolling. */
  first?: boolean
  /** Where it stands. In a list it has its credit, but no caption. */
  place?: Place
}

/** A picture with caption and credit. */
export const Figure: FC<FigureProps> = ({ article, origin, around, first = false, place = 'article' }) => {
  const { image, language } = article
  if (!image?.url) return null
  const { url, alt, credit, width, height } = image
  const caption = place === 'article' ? image.caption : undefined
  return (
    <figure class="picture">
      <img
        src={onSite(url, origin)}
        alt={alt ?? image.caption ?? ''}
        width={width}
        height={height}
        {...sizesOf(image, origin, place)}
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
