import type { FC } from 'hono/jsx'
import { wordsOf } from '../words/vocabulary.ts'

/** The neighbours of a page of a channel, by their paths; missing at either end. */
export interface Paging {
  /** This page's own path with its query string. */
  readonly here: string
  readonly newer?: string
  readonly older?: string
}

/** The neighbours for machines, in the head. */
export const PagingHead: FC<{ paging: Paging; origin: string }> = ({ paging, origin }) => (
  <>
    <link rel="canonical" href={origin + paging.here} />
    {paging.newer && <link rel="prev" href={origin + paging.newer} />}
    {paging.older && <link rel="next" href={origin + paging.older} />}
  </>
)

/** The neighbours for people, below the articles. */
export const PagingLinks: FC<{ paging: Paging; language: string }> = ({ paging, language }) => {
  const { newer, older } = paging
  if (!newer && !older) return null
  const say = wordsOf(language)
  return (
    <nav class="paging" aria-label={say.pages}>
      {newer && (
        <a href={newer} rel="prev">
          {say.newer}
        </a>
      )}
      {older && (
        <a href={older} rel="next">
          {say.older}
        </a>
      )}
    </nav>
  )
}
