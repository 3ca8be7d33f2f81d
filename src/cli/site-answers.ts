import * as v from 'valibot'
import { languageTag, textLine, timeZone } from '../model/fields.ts'
import { failed, type Result, success } from '../model/result.ts'

/** What somebody says of a site that is to be theirs. */
export interface SiteAnswers {
  readonly name: string
  /** The origin of the site, such as https://news.example. */
  readonly url: string
  readonly language: string
  readonly timezone: string
  /** Whether the articles of the demonstration go. */
  readonly isEmptied: boolean
  /** Whether a first article is written. */
  readonly hasFirst: boolean
}

/** A question: its option on the command line, what a person is asked, and which answers will do. */
export interface Question {
  readonly option: 'name' | 'url' | 'language' | 'timezone' | 'demo' | 'first'
  readonly text: string
  /** The answer where nothing is said; without one something has to be said. */
  readonly usual?: string
  readonly schema: v.GenericSchema<unknown, string>
}

const ORIGIN = 'is no origin; write it such as https://news.example, without a path'
const origin = v.pipe(
  v.string(ORIGIN),
  v.check((text) => originOf(text) !== undefined, ORIGIN),
  v.transform((text) => originOf(text) ?? text),
)

// The host is to be the authority of ids, so it has to be one that somebody owns.
function originOf(text: string): string | undefined {
  const url = URL.parse(text.trim())
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash
  if (!isOrigin || url.username || !/^[a-z0-9.-]+\.[a-z0-9-]*[a-z][a-z0-9-]*$/.test(url.hostname))
    return undefined
  return url.origin
}

const YES_NO = 'is neither yes nor no; write y or n'
const yesNo = v.pipe(
  v.string(YES_NO),
  v.regex(/^\s*(?:y|yes|n|no)\s*$/i, YES_NO),
  v.transform((text) => (/^\s*y/i.test(text) ? 'yes' : 'no')),
)

/** The six questions, in their order. */
export const QUESTIONS: readonly Question[] = [
  { option: 'name', text: 'What is the site called?', schema: textLine(100) },
  { option: 'url', text: 'Where will it be, such as https://news.example?', schema: origin },
  {
    option: 'language',
    text: 'In which language is it, such as en or id?',
    usual: 'en',
    schema: languageTag,
  },
  {
    option: 'timezone',
    text: 'In which time zone?',
    usual: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    schema: timeZone,
  },
  {
    option: 'demo',
    text: 'Take the articles of the demonstration out?',
    usual: 'yes',
    schema: yesNo,
  },
  { option: 'first', text: 'Write a first article?', usual: 'yes', schema: yesNo },
]

/** Checks one answer. Fails with what is wrong and how to mend it. */
export function readAnswer({ usual, schema }: Question, said: string | undefined): Result<string, string> {
  const answer = v.safeParse(schema, said?.trim() || usual)
  if (answer.success) return success(answer.output)
  return failed(said?.trim() ? answer.issues[0].message : 'is missing; say it')
}

/** What all answers say together. */
export function toAnswers(answers: ReadonlyMap<Question['option'], string>): SiteAnswers {
  const of = (option: Question['option']) => answers.get(option) ?? ''
  return {
    name: of('name'),
    url: of('url'),
    language: of('language'),
    timezone: of('timezone'),
    isEmptied: of('demo') === 'yes',
    hasFirst: of('first') === 'yes',
  }
}
