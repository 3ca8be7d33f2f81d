/** Gives the beginning of a text's SHA-256, `bytes` long, in lower-case hexadecimal digits. */
export type HexDigest = (text: string, bytes: number) => string | Promise<string>

/** The beginning of a text's SHA-256, `bytes` long, in lower-case hexadecimal digits. */
export async function hexDigest(text: string, bytes: number): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  const first = Array.from(new Uint8Array(digest).subarray(0, bytes))
  return first.map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
