import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { AskedFile, CommonContext, FileReading } from '../ingest/content/file-reading.ts'
import type { Content } from '../ingest/content/folder.ts'
import { readOneByOne } from '../ingest/content/read-file.ts'
import type { KnownMedia } from './media-folder.ts'

/** A folder that other threads read too, and what is known of its media already. */
export interface ReadFolder {
  readonly root: string
  /** The media files of each folder and of those below it. */
  readonly images: ReadonlyMap<string, readonly string[]>
  readonly media: ReadonlyMap<string, KnownMedia>
}

/** What all threads share: whoever is free takes the next part of the files. */
export interface SharedReading {
  readonly parts: readonly (readonly AskedFile[])[]
  readonly context: CommonContext
  /** The number of the next part, in memory that all threads see. */
  readonly next: Int32Array
}

/** What a thread is started with. */
export type ThreadWork = ReadFolder & SharedReading

/** What a thread sends: the number of a part, and what its files are. */
export type ReadPart = readonly [number, readonly FileReading[]]

const PART = 32

/** More threads would wait for this one, which takes in what they have read. */
const MOST_THREADS = 4

const THREAD = resolve(import.meta.dirname, 'reading-thread.ts')

/**
 * Reads files as readOneByOne does, in this thread and in others: one for each processor, four at most. A thread takes a
 * while to begin, so that this pays where there are many files.
 * @throws Error where a thread fails.
 */
export async function* readInThreads(
  content: Content,
  folder: ReadFolder,
  files: readonly AskedFile[],
  context: CommonContext,
): AsyncGenerator<FileReading> {
  const next = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  const work: ThreadWork = { ...folder, parts: partsOf(files), context, next }
  const read: (readonly FileReading[] | undefined)[] = work.parts.map(() => undefined)
  const take = ([part, readings]: ReadPart) => {
    read[part] = readings
  }
  const threads = Array.from({ length: Math.min(availableParallelism(), MOST_THREADS) - 1 }, () =>
    new Worker(THREAD, { workerData: work }).on('message', take),
  )
  const ended = Promise.all(threads.map((thread) => once(thread, 'exit')))
  // A failure is thrown where it is awaited; until then it must not count as one that nobody handles.
  ended.catch(() => {})
  try {
    let given = 0
    for await (const part of readParts(content, work)) {
      take(part)
      for (; read[given]; given++) yield* read[given] ?? []
    }
    await ended
    for (const readings of read.slice(given)) {
      if (!readings) throw new Error('A thread ended before it had read its files')
      yield* readings
    }
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()))
  }
}

/** Reads the parts that no other thread takes. */
export async function* readParts(
  content: Content,
  { parts, context, next }: SharedReading,
): AsyncGenerator<ReadPart> {
  for (let part = Atomics.add(next, 0, 1); ; part = Atomics.add(next, 0, 1)) {
    const files = parts[part]
    if (!files) return
    const readings: FileReading[] = []
    for await (const reading of readOneByOne(content, files, context)) readings.push(reading)
    yield [part, readings]
  }
}

function partsOf(files: readonly AskedFile[]): AskedFile[][] {
  const count = Math.ceil(files.length / PART)
  return Array.from({ length: count }, (_, index) => files.slice(index * PART, (index + 1) * PART))
}
