import { readFile, rm, rmdir } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { isDemoId } from '../model/site.ts'
import { listFiles, writeWhole } from './disk.ts'

const ID = /^id:[ \t]*["']?([^\s"']+)["']?[ \t]*\r?\n/m

/** The files of the demonstration in a content folder, and whether other articles are there. Paths are relative to it. */
export interface Demonstration {
  readonly articles: readonly string[]
  /** Pictures, films and sounds that no other article can show. */
  readonly media: readonly string[]
  readonly hasOthers: boolean
}

/** Finds the articles of the demonstration by their ids, and what belongs to them alone. */
export async function findDemonstration(root: string): Promise<Demonstration> {
  const listed = await listFiles(root, 'articles')
  const files = listed.ok ? listed.value : []
  const articles: string[] = []
  const others: string[] = []
  for (const path of files.filter((one) => one.endsWith('.md'))) {
    const [, id = ''] = ID.exec(await readFile(join(root, path), 'utf8')) ?? []
    if (isDemoId(id)) articles.push(path)
    else others.push(path)
  }
  // An article may show what lies in its own folder and below.
  const isOthers = (path: string) => others.some((one) => path.startsWith(`${posix.dirname(one)}/`))
  const isDemos = (path: string) => articles.some((one) => path.startsWith(`${posix.dirname(one)}/`))
  const media = files.filter((path) => !path.endsWith('.md') && isDemos(path) && !isOthers(path))
  return { articles, media, hasOthers: others.length > 0 }
}

/** Takes the files of the demonstration out, and the folders that are empty then. */
export async function removeDemonstration(root: string, { articles, media }: Demonstration): Promise<void> {
  const paths = [...articles, ...media]
  for (const path of paths) await rm(join(root, path), { force: true })
  for (const path of paths) await removeEmptyFolders(root, posix.dirname(path))
}

async function removeEmptyFolders(root: string, folder: string): Promise<void> {
  for (let path = folder; path.startsWith('articles/'); path = posix.dirname(path)) {
    const isRemoved = await rmdir(join(root, path)).then(
      () => true,
      () => false,
    )
    if (!isRemoved) return
  }
}

/** Takes the ids out of the articles of the demonstration, so that a sync mints others for whoever keeps them. */
export async function forgetIds(root: string, { articles }: Demonstration): Promise<void> {
  for (const path of articles) {
    const file = join(root, path)
    await writeWhole(file, (await readFile(file, 'utf8')).replace(ID, ''))
  }
}
