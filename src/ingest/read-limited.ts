/**
 * Reads all bytes of a stream. Returns `undefined` where they are more than the limit, or where the signal has aborted.
 * Then the rest is not waited for.
 */
export async function readLimited(
  body: ReadableStream<Uint8Array>,
  limit: number,
  signal?: AbortSignal,
): Promise<Uint8Array | undefined> {
  const reader = body.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return concatenated(chunks, length)
    length += value.length
    if (signal?.aborted || length > limit) break
    chunks.push(value)
  }
  await reader.cancel()
  return undefined
}

function concatenated(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.length
  }
  return bytes
}
