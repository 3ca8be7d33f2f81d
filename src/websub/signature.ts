/**
 * The value of `X-Hub-Signature`: the HMAC-SHA-256 of a body, with the UTF-8 bytes of the secret for its key, in lower
 * case hexadecimal digits (WebSub, 7.1).
 */
export async function signatureOf(secret: string, body: Uint8Array): Promise<string> {
  const usage = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(secret), usage, false, ['sign'])
  const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', key, body))
  return `sha256=${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

/** 32 random bytes in letters, digits, hyphens and underscores (WebSub, 5.3 and 8.2). */
export function newChallenge(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
