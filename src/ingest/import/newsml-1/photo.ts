import type { ImportedImage } from '../common/importer.ts'
import { attributeOf, childOf, childrenOf, lineOf } from '../common/markup.ts'
import { bestRendition, pictureCredit, pixels, type Rendition } from '../common/renditions.ts'
import { type Content, formalName, lineIn, type Path, partiesIn, roleOf } from './components.ts'

/** The first picture beside a text, from the content of its item: the best of its files, with caption and credit. */
export function photoOf(contents: readonly Content[], base: string | undefined): ImportedImage | undefined {
  const first = contents.find(isPhoto)
  if (!first) return undefined
  const path = photoPath(first, contents)
  const component = path.at(-1)
  const own = contents.filter((content) => component && content.path.includes(component))
  const captions = own.filter((content) => !isPhoto(content) && roleOf(content.path.at(-1)) === 'caption')
  const [caption = lineIn(path.slice(-1), 'HeadLine')] = captions.flatMap(({ item }) => {
    return lineOf(childOf(item, 'DataContent')) ?? []
  })
  const credit = pictureCredit(lineIn(path.slice(-1), 'CreditLine'), photographersOf(path.slice(-1)))
  return {
    ...bestRendition(own.filter(isPhoto).map(renditionOf), base),
    ...(caption && { caption }),
    ...(credit && { credit }),
  }
}

/** Whether a content item is a file of a picture. */
export function isPhoto({ item }: Content): boolean {
  return /^(?:photo|picture|image|graphics?)$/i.test(formalName(childOf(item, 'MediaType')) ?? '')
}

// The outermost component around a picture that has no text but captions is the picture's own.
function photoPath(photo: Content, contents: readonly Content[]): Path {
  const isOwn = (index: number) =>
    contents
      .filter(({ path }) => path.includes(photo.path[index] as never))
      .every((content) => isPhoto(content) || roleOf(content.path.at(-1)) === 'caption')
  const end = photo.path.findIndex((_, index) => isOwn(index))
  return photo.path.slice(0, end < 0 ? undefined : end + 1)
}

function photographersOf(path: Path): string[] {
  const line = lineIn(path, 'ByLine')
  return line ? [line] : partiesIn(path, 'Creator')
}

function renditionOf({ item, path }: Content): Rendition {
  const characteristics = childOf(item, 'Characteristics')
  const sizeOf = (name: string) => {
    const property = childrenOf(characteristics, 'Property').find((one) => formalName(one) === name)
    return pixels(attributeOf(property, 'Value'))
  }
  return {
    href: attributeOf(item, 'Href'),
    type: formalName(childOf(item, 'MimeType')),
    name: roleOf(path.at(-1)),
    width: sizeOf('Width'),
    height: sizeOf('Height'),
  }
}
