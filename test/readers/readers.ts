import { feedparser } from './feedparser.ts'
import { liferea } from './liferea.ts'
import { newsboat } from './newsboat.ts'
import type { Reader } from './reader.ts'
import { rss2email } from './rss2email.ts'
import { sfeed } from './sfeed.ts'

export const READERS: readonly Reader[] = [newsboat, liferea, sfeed, feedparser, rss2email]
