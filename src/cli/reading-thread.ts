import { parentPort, workerData } from 'node:worker_threads'
import { ContentFolder } from './content-folder.ts'
import { readParts, type ThreadWork } from './reading-threads.ts'

// One of the threads that readInThreads starts.
const work = workerData as ThreadWork
const content = new ContentFolder(work.root, work)
for await (const part of readParts(content, work)) parentPort?.postMessage(part)
