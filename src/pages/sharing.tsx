import type { FC } from 'hono/jsx'
import { type Image, onSite } from '../model/article.ts'
import type { Site } from '../model/site.ts'
import { CARD_SIZE, type Card, siteCard } from '../words/card-text.ts'

interface SharingProps {
  title: string
  description?: string
  language: string
  site: Site
  origin: string
  /** The picture of what the page shows first. */
  image?: Image
}

/** What link previews show of a page that is no article (Open Graph, Twitter cards). */
export const Sharing: FC<SharingProps> = ({ title, description, language, site, origin, image }) => (
  <>
    <meta property="og:type" content="website" />
    <meta property="og:title" content={title} />
    {description && <meta property="og:description" content={description} />}
    <meta property="og:site_name" content={site.name} />
    <meta property="og:locale" content={language.replace('-', '_')} />
    <SharedPicture {...{ origin, card: siteCard(site), ...(image && { image }) }} />
  </>
)

interface SharedPictureProps {
  image?: Image
  /** What stands in where there is no picture. */
  card: Card
  origin: string
}

/** The picture of a link preview, or the card in its place. */
export const SharedPicture: FC<SharedPictureProps> = ({ image, card, origin }) => {
  const shown = image?.url ? image : undefined
  const { width, height } = shown ?? CARD_SIZE
  return (
    <>
      <meta property="og:image" content={shown?.url ? onSite(shown.url, origin) : origin + card.path} />
      {width && <meta property="og:image:width" content={String(width)} />}
      {height && <meta property="og:image:height" content={String(height)} />}
      <meta property="og:image:alt" content={shown ? (shown.alt ?? shown.caption ?? '') : card.title} />
      <meta name="twitter:card" content="summary_large_image" />
    </>
  )
}
