import type { Fault } from '../../model/result.ts'
import type { Life } from '../life.ts'
import type { DraftArticle } from './article-file.ts'
import type { FileDigest } from './edit-times.ts'
import type { Registry } from './registry-file.ts'

/** What is stored already of a file. */
export interface KnownFile {
  readonly path: string
  readonly id: string
  readonly slug: string
  /** See FileDigest. */
  readonly digest: string
}

/** A file to be read, with the digest that is stored of it: where it still has that, it is not read again. */
export interface AskedFile {
  readonly path: string
  /** See FileDigest. */
  readonly known: string | undefined
}

/** What all files of one reading are read with. */
export interface CommonContext {
  readonly registry: Registry
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** A file that is new or was changed. */
export interface FreshFile {
  readonly path: string
  readonly digest: FileDigest
  readonly draft: DraftArticle
  readonly life: Life
  /** What a reader will not see of it, and what was taken from the file of its picture: the end of a sentence each. */
  readonly notes: readonly string[]
}

/** What one file turned out to be. */
export type FileReading =
  | { readonly kind: 'fresh'; readonly file: FreshFile }
  | { readonly kind: 'unchanged'; readonly path: string }
  | { readonly kind: 'faulty'; readonly faults: readonly Fault[] }
  | { readonly kind: 'gone' }
