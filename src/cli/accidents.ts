import { statfsSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { PERSIST } from './local-migrations.ts'

/** What an error says of itself. */
interface Told {
  readonly message: string
  readonly code: string
  readonly syscall: string
  /** The file or folder that it is about, as a person would name it here. */
  readonly path: string
  /** Where wrangler's parser stopped in the file; 0 where the error is not of a parser. */
  readonly line: number
}

/** What errors have beside what Node's type says: those of a rename, and those of wrangler's parser. */
interface ErrorDetails {
  readonly dest?: string
  readonly location?: { readonly file?: string; readonly line?: number }
}

/** Something that happens to a machine, and one sentence about it: what it is, what is lost, and what mends it. */
interface Accident {
  readonly is: (error: Told, state: string) => boolean
  readonly sentence: (error: Told, state: string) => string
}

// A Worker learns no more than this when its database fails. The cause is in the log of workerd, see runtime-log.ts.
const INTERNAL = /\binternal error; reference/i

// How wrangler's parser of TOML begins what it says.
const TOML_FAULT = 'Invalid TOML document: '

const AGAIN = 'and run the command again'
const KEPT = 'Nothing is lost'

/** Advice that helps where a path is the state folder, in it or above it, and nowhere else. */
function orElsewhere(path: string, state: string): string {
  const [one, other] = [resolve(path), resolve(state)].map((full) => `${full}${sep}`) as [string, string]
  if (!one.startsWith(other) && !other.startsWith(one)) return ''
  const option = process.argv.some((word) => /^--data(?:=|$)/.test(word)) ? '--data' : '--state'
  return `, or name another folder with ${option} DIR`
}

/** A disk with less room than this, in bytes, counts as full: SQLite needs some for new pages, and for its log. */
const LEAST_ROOM = 1_000_000

const FULL: Accident = {
  is: ({ code, message }, state) =>
    ['ENOSPC', 'EDQUOT'].includes(code) ||
    /SQLITE_FULL|disk is full|no space left on device/i.test(message) ||
    (INTERNAL.test(message) && roomAt(state) < LEAST_ROOM),
  sentence: () => `The disk is full: make room on it, ${AGAIN}. ${KEPT}: the database is as it was before.`,
}

const IN_THE_WAY: Accident = {
  is: ({ code, syscall }) => code === 'ENOTDIR' || (code === 'EEXIST' && syscall === 'mkdir'),
  sentence: ({ path }, state) =>
    `${path} can't be a folder, because a file stands there or above it: move that away${orElsewhere(path, state)}. ${KEPT}.`,
}

// In a file system that is read-only, mkdir fails with ENOENT.
const READ_ONLY: Accident = {
  is: ({ code, syscall, message }) =>
    ['EROFS', 'EACCES', 'EPERM'].includes(code) ||
    (code === 'ENOENT' && syscall === 'mkdir') ||
    /SQLITE_READONLY|readonly database|SQLITE_CANTOPEN|read-only file system|permission denied/i.test(
      message,
    ),
  sentence: ({ path: said }, state) => {
    // A file is written under another name first, which says nothing to people.
    const path = said.endsWith('.tmp') ? dirname(said) : said || state
    return (
      `${path} can't be used: it is read-only, or belongs to somebody else. Give yourself the right to read and ` +
      `write it${orElsewhere(path, state)}. ${KEPT}.`
    )
  },
}

const HELD: Accident = {
  is: ({ message }) => /SQLITE_BUSY|database is locked/i.test(message),
  sentence: (_, state) =>
    `Another program has the database in ${state} open, such as wrangler dev or sqlite3: stop it, ${AGAIN}. ${KEPT}.`,
}

const DAMAGED: Accident = {
  is: ({ message }) =>
    INTERNAL.test(message) ||
    /SQLITE_CORRUPT|SQLITE_NOTADB|SQLITE_IOERR|disk image is malformed|file is not a database/i.test(message),
  sentence: (_, state) => `The database in ${state} is damaged. ${cure(state)}`,
}

const OTHER_TABLES: Accident = {
  is: ({ message }) =>
    /no such (?:table|column)|has no column named|already exists: SQLITE_ERROR/i.test(message),
  sentence: (_, state) =>
    `The database in ${state} is not what this version of Warta made: another version, or another program, did. ${cure(state)}`,
}

const NO_ADDRESS: Accident = {
  is: ({ message }) => /EADDRNOTAVAIL|cannot assign requested address/i.test(message),
  sentence: () =>
    `This machine has no such address to listen at: --host takes one of its own, such as 127.0.0.1, or 0.0.0.0 for all. ${KEPT}.`,
}

const NOT_TOML: Accident = {
  is: ({ message, line }) => line > 0 && message.startsWith(TOML_FAULT),
  sentence: ({ message, path, line }) =>
    `${path}:${line}: is not valid TOML: ${message.slice(TOML_FAULT.length)}; mend the line. Text stands in quotes, and a ` +
    'name stands once in its table.',
}

const A_FOLDER: Accident = {
  is: ({ code }) => code === 'EISDIR',
  sentence: ({ path }) => `${path || 'This'} is a folder: name a file.`,
}

const NOT_THERE: Accident = {
  is: ({ code, path }) => code === 'ENOENT' && path !== '',
  sentence: ({ path }) => `${path} is not there: mend the path, or make it first.`,
}

const ACCIDENTS = [
  FULL,
  NO_ADDRESS,
  IN_THE_WAY,
  READ_ONLY,
  HELD,
  DAMAGED,
  OTHER_TABLES,
  NOT_TOML,
  A_FOLDER,
  NOT_THERE,
]

function cure(state: string): string {
  return (
    `Nothing of content/ is lost: put a backup back with npm run restore -- FILE, or move ${join(state, PERSIST, 'd1')} away, ` +
    'and npm run sync fills a new one (polled articles come back as far as their feeds still have them).'
  )
}

/** What to tell a person of an error: one sentence on an accident, else the error's own words. */
export function explain(error: unknown, state = stateOf(process.argv)): string {
  const told = toldBy(error)
  return ACCIDENTS.find(({ is }) => is(told, state))?.sentence(told, state) ?? told.message
}

/** Whether an error says that the local database can't be read, so that there is no use in trying again. */
export function isDamage(error: unknown): boolean {
  const told = toldBy(error)
  return ACCIDENTS.find(({ is }) => is(told, stateOf(process.argv))) === DAMAGED
}

/** The bytes that may be written where a folder is; more than enough where that can't be told. */
function roomAt(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    return Number.POSITIVE_INFINITY
  }
}

function toldBy(error: unknown): Told {
  if (!(error instanceof Error)) return { message: String(error), code: '', syscall: '', path: '', line: 0 }
  const { code = '', syscall = '', path, dest, location } = error as NodeJS.ErrnoException & ErrorDetails
  // A file that takes the place of another one is called by the name of that.
  const about = dest ?? path ?? location?.file ?? ''
  return { message: error.message, code, syscall, path: about && named(about), line: location?.line ?? 0 }
}

/** The state folder that a command line names. */
function stateOf(argv: readonly string[]): string {
  const given = ['--state', '--data'].map((option) => {
    const at = argv.indexOf(option)
    return at < 0 ? argv.find((one) => one.startsWith(`${option}=`))?.slice(option.length + 1) : argv[at + 1]
  })
  return named(given.find((one) => one !== undefined) ?? '.wrangler/state')
}

function named(path: string): string {
  const short = relative(process.cwd(), resolve(path))
  return short === '' || short.startsWith('..') || isAbsolute(short) ? path : short
}
