import { childrenOf, lineOf, type Markup } from '../common/markup.ts'
import { inLanguage, type NewsItem, roleTail } from './concepts.ts'

const MAIN_HEADLINE = /^(?:|main|title|headline|hl1|hld:main)$/
const SUMMARY = /summary|abstract|teaser|synopsis|lead|deck|standfirst|synthe/
const CAPTION = /caption/
const ALTERNATIVE = /alt|accessib/

/** The headline: the main one, of others only what is no subtitle or short form. */
export function headlineOf({ content, language }: NewsItem): string | undefined {
  const headlines = childrenOf(content, 'headline')
  const main = headlines.filter((one) => MAIN_HEADLINE.test(roleTail(one)))
  const others = headlines.filter((one) => !/sub|short|kicker|over|deck/.test(roleTail(one)))
  return lineOf(inLanguage(main, language)) ?? lineOf(inLanguage(others, language))
}

/** The subtitle, which stands as the summary where there is no other. */
export function subtitleOf({ content, language }: NewsItem): string | undefined {
  const subtitles = childrenOf(content, 'headline').filter((one) => /sub|deck/.test(roleTail(one)))
  return lineOf(inLanguage(subtitles, language))
}

/** The description that sums a text up. */
export function summaryOf(item: NewsItem): string | undefined {
  return described(item, (role) => SUMMARY.test(role)) ?? described(item, (role) => role === '')
}

/** The description that says of itself that it is a caption. */
export function saidCaptionOf(item: NewsItem): string | undefined {
  return described(item, (role) => CAPTION.test(role))
}

/** The caption of a picture item, whose only description counts as one. */
export function captionOf(item: NewsItem): string | undefined {
  return saidCaptionOf(item) ?? described(item, (role) => !ALTERNATIVE.test(role))
}

/** The description that stands for a picture where it cannot be seen. */
export function alternativeOf(item: NewsItem): string | undefined {
  return described(item, (role) => ALTERNATIVE.test(role))
}

/** Any description, the summary first. */
export function descriptionOf(item: NewsItem): string | undefined {
  return summaryOf(item) ?? described(item, () => true)
}

function described({ content, language }: NewsItem, wanted: (role: string) => boolean): string | undefined {
  const some: Markup[] = childrenOf(content, 'description').filter((one) => wanted(roleTail(one)))
  return lineOf(inLanguage(some, language))
}
