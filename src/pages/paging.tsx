import type { FC } from 'hono/jsx'
import type { Words } from '../words/vocabulary.ts'

/** The pages before and after a page of a channel, by their paths. Missing at either end. */
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

interface LinksProps {
  paging: Paging
  say: Words
  /** What the links say, where the list is not one of articles by time. */
  labels?: { readonly newer: string; readonly older: string }
}

/** The neighbours for people, below the list. */
export const PagingLinks: FC<LinksProps> = ({ paging, say, labels = say.page }) => {
  const { newer, older } = paging
  if (!newer && !older) return null
  return (
    <nav class="paging" aria-label={say.page.pages}>
      {newer && (
        <a href={newer} rel="prev">
          {labels.newer}
        </a>
      )}
      {older && (
        <a href={older} rel="next">
          {labels.older}
        </a>
      )}
    </nav>
  )
}
