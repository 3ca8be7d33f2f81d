// The types that news media come in, by the ends of their files' names. `image/jpg`, which guessing from a name would
// give, is none.
const TYPES: ReadonlyMap<string, string> = new Map([
  ['avif', 'image/avif'],
  ['gif', 'image/gif'],
  ['jpeg', 'image/jpeg'],
  ['jpg', 'image/jpeg'],
  ['m4a', 'audio/mp4'],
  ['m4v', 'video/mp4'],
  ['mov', 'video/quicktime'],
  ['mp3', 'audio/mpeg'],
  ['mp4', 'video/mp4'],
  ['oga', 'audio/ogg'],
  ['ogg', 'audio/ogg'],
  ['png', 'image/png'],
  ['svg', 'image/svg+xml'],
  ['wav', 'audio/wav'],
  ['webm', 'video/webm'],
  ['webp', 'image/webp'],
])

/** The media type that the extension of a file's name tells, if any. */
export function typeOfExtension(extension: string): string | undefined {
  return TYPES.get(extension.toLowerCase())
}

/** The ends of the names of films and sounds whose media type is known, in lower case. */
export function recordingExtensions(): string[] {
  return [...TYPES.keys()].filter((extension) => isRecording(`x.${extension}`))
}

// Takes the path out of a URL, or out of a path with a query: without scheme, host, query and fragment.
const PATH = /^(?:[a-z][a-z\d+.-]*:\/\/[^/?#]*)?([^?#]*)/i

/** The media type that the end of a URL's path tells, if any. */
export function typeOfUrl(url: string): string | undefined {
  const path = PATH.exec(url)?.[1] ?? ''
  return typeOfExtension(path.slice(path.lastIndexOf('.') + 1))
}

/** Whether the end of an address or a path is that of a film or a sound whose media type is known. */
export function isRecording(address: string): boolean {
  return /^(?:audio|video)\//.test(typeOfUrl(address) ?? '')
}
