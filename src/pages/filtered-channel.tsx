import type { FC } from 'hono/jsx'
import { isIndonesian } from '../model/credit.ts'
import { listingLanguage, listingText } from '../words/listing-title.ts'
import { interfaceLanguage } from './language.ts'
import { ListedArticle } from './listed-article.tsx'
import { ListingFrame, type ListingProps } from './listing-frame.tsx'

/** The articles of a channel that its filters leave. */
export const ListingPage: FC<ListingProps> = (props) => {
  const { query, listing, origin, siteName } = props
  const language = interfaceLanguage(listingLanguage(query, listing.channel))
  const { title, description } = listingText(query, listing.channel, siteName)
  const nothing = isIndonesian(language) ? 'Tidak ada artikel di sini.' : 'There are no articles here.'
  return (
    <ListingFrame {...{ ...props, language, title, description, nothing }}>
      {listing.articles.map((article) => (
        <ListedArticle article={article} origin={origin} />
      ))}
    </ListingFrame>
  )
}
