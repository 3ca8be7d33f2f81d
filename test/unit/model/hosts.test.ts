import { describe, expect, it } from 'vitest'
import { ownsHost } from '../../../src/model/hosts.ts'
import { ANTARA } from '../../support/article.ts'

describe('ownsHost', () => {
  it.each([
    ['its home page', { home: 'https://kabar.example/beranda' }, 'kabar.example'],
    ['its home page, with and without www.', { home: 'https://kabar.example/' }, 'www.kabar.example'],
    ['its home page, without and with www.', { home: 'https://www.kabar.example/' }, 'kabar.example'],
    ['a subdomain of its home page', { home: 'https://www.kabar.example/' }, 'en.berita.kabar.example'],
    ['its feed', { feed: 'https://feeds.kabar.example/rss' }, 'feeds.kabar.example'],
    ['one of its hosts', { hosts: ['kabar.example', 'kabar.test'] }, 'kabar.test'],
    ['a subdomain of one of its hosts, in any case', { hosts: ['kabar.example'] }, 'EN.Kabar.Example.'],
    ['a blog on a service', { home: 'https://kabar.blogspot.com/' }, 'kabar.blogspot.com'],
    ['a public suffix itself', { hosts: ['github.io'] }, 'github.io'],
    ['a company below a country', { home: 'https://www.republika.co.id/' }, 'khazanah.republika.co.id'],
  ])('a source owns %s', (_, fields, host) => {
    expect(ownsHost({ ...ANTARA, ...fields }, host)).toBe(true)
  })

  it.each([
    ['any host, where it names none', {}, 'kabar.example'],
    ['the domain above its feed', { feed: 'https://feeds.kabar.example/rss' }, 'kabar.example'],
    ['a name that ends like its own', { home: 'https://kabar.example/' }, 'bukankabar.example'],
    ['what begins like its own', { home: 'https://kabar.example/' }, 'kabar.example.jahat.test'],
    ['what is below a top-level domain', { hosts: ['localhost'] }, 'x.localhost'],
    ['another company below its country', { home: 'https://co.id/' }, 'republika.co.id'],
    ['a department below its government', { hosts: ['go.id'] }, 'kemlu.go.id'],
    ['a page that a service gives away', { home: 'https://www.github.io/' }, 'satu.github.io'],
    ['a blog of a service in a country', { hosts: ['blogspot.co.id'] }, 'satu.blogspot.co.id'],
    ['nothing at all', { home: 'https://kabar.example/' }, ''],
  ])('a source does not own %s', (_, fields, host) => {
    expect(ownsHost({ ...ANTARA, ...fields }, host)).toBe(false)
  })
})
