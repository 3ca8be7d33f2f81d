import { describe, expect, it } from 'vitest'
import { typeOfUrl } from '../../../src/model/media-type.ts'

describe('the media type of a file', () => {
  it.each([
    ['https://a.example/I.JPG?w=1#x', 'image/jpeg'],
    ['https://a.example/a.b/c.mp3', 'audio/mpeg'],
    ['\u001A/media/i.png', 'image/png'],
    ['https://a.example/jpg', undefined],
    ['https://a.example.jpg/', undefined],
    ['https://a.example.mov', undefined],
    ['https://a.example/a.constructor', undefined],
    ['https://a.example/a.__proto__', undefined],
  ])('The end of %j tells the type %s', (url, type) => {
    expect(typeOfUrl(url)).toBe(type)
  })

  it.each([
    ['image', 'avif gif jpeg jpg png svg webp', 'avif gif jpeg jpeg png svg+xml webp'],
    ['audio', 'm4a mp3 oga ogg wav', 'mp4 mpeg ogg ogg wav'],
    ['video', 'm4v mov mp4 webm', 'mp4 quicktime mp4 webm'],
  ])('The registered types of %s files are known', (medium, endings, subtypes) => {
    const types = endings.split(' ').map((ending) => typeOfUrl(`https://a.example/a.${ending}`))
    expect(types).toEqual(subtypes.split(' ').map((subtype) => `${medium}/${subtype}`))
  })
})
