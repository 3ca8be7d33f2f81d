import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { rfc3339 } from '../formats/dates.ts'
import { articlePathOf, articleText } from '../ingest/import/common/article-text.ts'
import { mintId } from '../ingest/mint.ts'
import { slugify } from '../model/slug.ts'
import { wordsOf } from '../words/index.ts'
import { findDemonstration, forgetIds, removeDemonstration } from './demonstration.ts'
import { isSomebodys, readDeployment, withDeployment } from './deployment-file.ts'
import { writeWhole } from './disk.ts'
import type { SiteAnswers } from './site-answers.ts'

/** Where a site is made: the folder with wrangler.toml, and the content folder. */
export interface SitePlace {
  readonly root: string
  readonly content: string
}

/** Whose site it is already; `undefined` where it is the demonstration still. @throws Error without wrangler.toml. */
export async function ownerOf({ root }: SitePlace): Promise<string | undefined> {
  const deployment = readDeployment(await readFile(join(root, 'wrangler.toml'), 'utf8'))
  return isSomebodys(deployment) ? deployment.url || deployment.authority : undefined
}

/**
 * Makes the demonstration somebody's own site. wrangler.toml is changed last: until then the command can be given again.
 * `now` is in milliseconds since the epoch. Returns what was done, a sentence a line.
 */
export async function makeSite(place: SitePlace, answers: SiteAnswers, now: number): Promise<string[]> {
  const { content } = place
  const { url, name, isEmptied, hasFirst } = answers
  const authority = new URL(url).hostname
  const demonstration = await findDemonstration(content)
  const said: string[] = []
  if (isEmptied) {
    await removeDemonstration(content, demonstration)
    await rm(join(content, 'icon.svg'), { force: true })
    said.push(`${demonstration.articles.length} articles of the demonstration were taken out.`)
  } else {
    await forgetIds(content, demonstration)
    said.push('The articles of the demonstration stay. The next sync gives them ids of this site.')
  }
  const publisher = slugify(name) || 'site'
  await writeSources(place, answers, publisher, isEmptied && !demonstration.hasOthers)
  // Git keeps no empty folder, and a missing one is a fault.
  await writeWhole(join(content, 'articles/.gitkeep'), '')
  if (hasFirst) {
    const article = firstArticle(answers, publisher, authority, now)
    await writeWhole(join(content, article.path), article.text)
    said.push(`${relative(process.cwd(), join(content, article.path))} is the first article.`)
  }
  await writeWhole(
    join(content, 'site.yaml'),
    siteText(answers, !isEmptied && existsSync(join(content, 'icon.svg'))),
  )
  const file = join(place.root, 'wrangler.toml')
  await writeWhole(file, withDeployment(await readFile(file, 'utf8'), { url, authority }))
  return [...said, `This is the site ${name} at ${url} now. Its ids begin with tag:${authority},`]
}

// The comments above the list say what every field does, so they stay.
async function writeSources(
  { content }: SitePlace,
  { name, url, language }: SiteAnswers,
  id: string,
  isFresh: boolean,
): Promise<void> {
  const file = join(content, 'sources.yaml')
  const before = await readFile(file, 'utf8').catch(() => '')
  const isListed = new RegExp(`^ +(?:- )?id: ["']?${id}["']?\\s*$`, 'm').test(before)
  if (isListed && !isFresh) return
  const at = /^sources:.*$/m.exec(before)?.index ?? before.length
  const head = `${before.slice(0, at)}sources:\n`
  const fields = Object.entries({ id, name, home: `${url}/`, language })
  const lines = fields.map(([field, value]) => `${field}: ${JSON.stringify(value)}`)
  const entry = `  - ${lines.join('\n    ')}\n`
  await writeWhole(file, isFresh ? head + entry : `${before.trimEnd() || 'sources:'}\n${entry}`)
}

function siteText({ name, language, timezone }: SiteAnswers, keepsIcon: boolean): string {
  return `# Whose site this is. Only the name is required; docs/configuration.md says what every key does.
name: ${JSON.stringify(name)}
# The first is the language of everything that has none of its own.
languages: [${language}]
# The zone of documents that come in and do not say theirs.
timezone: ${timezone}
${keepsIcon ? 'icon: icon.svg' : '# icon: icon.svg'}
# accent: "#96222a"
# font: sans
# description: What this site is about, in a sentence.
# contact: { name: The editors, email: editors@example.org }
`
}

/** The first article in the language of the site, or in the words that stand in where Warta does not speak it. */
function firstArticle(
  { language, timezone }: SiteAnswers,
  publisher: string,
  authority: string,
  now: number,
) {
  const { language: spoken, first } = wordsOf(language)
  const minute = Math.floor(now / 60_000) * 60_000
  const offset = offsetAt(timezone, minute)
  const slug = slugify(first.title)
  const fields = {
    id: mintId({ published: { instant: minute, offset }, slug }, new Set(), authority),
    title: first.title,
    language: language.startsWith(spoken) ? language : spoken,
    published: rfc3339(new Date(minute), offset),
    summary: first.summary,
    publisher,
  }
  const written = { slug, fields, body: first.body }
  return { path: articlePathOf(written), text: articleText(written) }
}

/** Minutes east of UTC in a zone at a time. */
function offsetAt(timeZone: string, instant: number): number {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
  const name = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign = '+', hours = '0', minutes = '0'] = /([+-])(\d\d):(\d\d)/.exec(name) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}
