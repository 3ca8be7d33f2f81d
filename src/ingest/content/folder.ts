import type { Image } from '../../model/article.ts'
import type { Fault, Result } from '../../model/result.ts'
import type { HexDigest } from '../aliases.ts'
import type { MediaAsset } from './article-file.ts'
import type { AskedFile, CommonContext, FileReading } from './file-reading.ts'

/** A folder of articles and sources, wherever it is kept. Paths are relative to it, with slashes. */
export interface Content {
  /** The folder's name, put before paths in messages: `content`. */
  readonly name: string
  /** The bytes of a file of the folder, `undefined` where there is none. Fails where it must not be read. */
  readonly readFile: (path: string) => Promise<Result<Uint8Array | undefined, Fault>>
  /** The lines of a file of the folder, however long it is; `undefined` where there is none. */
  readonly readLines: (path: string) => Promise<AsyncIterable<string> | undefined>
  /** Every article file, sorted by path. Fails where a part of the folder can't be listed, or must not be. */
  readonly listArticles: () => Promise<Result<readonly string[], readonly Fault[]>>
  /** An article file, with a digest of it and of all images that it may show. */
  readonly readArticle: (path: string) => Promise<ArticleFile | undefined>
  /** What each of these files is, in their order and as soon as the folder can tell. */
  readonly readArticles: (files: readonly AskedFile[], context: CommonContext) => AsyncIterable<FileReading>
  /** An image beside an article, or why there is none: the end of a sentence about it. */
  readonly findMedia: (articlePath: string, name: string) => Result<MediaAsset, string>
  /** What the file of that image says of it; `language` is that of the article. Fails like `findMedia`. */
  readonly readPicture: (
    articlePath: string,
    name: string,
    language: string,
  ) => Promise<Result<PictureWords, string>>
  /** Writes a minted id into the front matter of a file, whole or not at all; returns the new digest. */
  readonly writeId: (path: string, id: string) => Promise<string>
  /** The quickest way to a digest where the folder is. */
  readonly hexDigest: HexDigest
}

/** What the file of a picture says of it. */
export type PictureWords = Pick<Image, 'alt' | 'caption' | 'credit' | 'rights'>

export interface ArticleFile {
  readonly bytes: Uint8Array
  readonly digest: string
}

/** How far a long piece of work is. */
export interface Progress {
  readonly phase: 'read' | 'store'
  readonly done: number
  readonly total: number
}
