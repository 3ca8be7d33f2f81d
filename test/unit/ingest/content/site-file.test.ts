import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assumedOf, readSiteFile, readSiteText } from '../../../../src/ingest/content/site-file.ts'
import { AA, contrastOf, PAPERS, readableOn } from '../../../../src/model/contrast.ts'
import { formatFault } from '../../../../src/model/result.ts'
import { DEFAULT_SITE, textFor } from '../../../../src/model/site.ts'
import { MemoryContent } from '../../../support/memory-content.ts'

const read = (text: string) => readSiteText(new TextEncoder().encode(text), 'content/site.yaml')
const siteOf = (text: string) => {
  const site = read(text)
  if (!site.ok) throw new Error(site.failure.map(formatFault).join('\n'))
  return { ...DEFAULT_SITE, ...site.value.said }
}
const faultsOf = (text: string) => {
  const site = read(text)
  return site.ok ? [] : site.failure.map(formatFault)
}

describe('a site.yaml', () => {
  it('A site.yaml that names the site alone has what is usual for the rest', () => {
    expect(siteOf('name: Nairobi Ledger')).toEqual({ ...DEFAULT_SITE, name: 'Nairobi Ledger' })
  })

  it('Every key of site.yaml is read', () => {
    const site = siteOf(`name: Habari
description: { sw: Habari za leo, en: News of today }
languages: [sw, en-KE]
timezone: Africa/Nairobi
accent: "#063"
font: sans
contact: { name: Editors, email: news@habari.example, url: /contact }
licence: { name: CC BY 4.0, url: https://creativecommons.org/licenses/by/4.0/ }
footer:
  - { title: { sw: Kuhusu, en: About }, url: /about }
social:
  - { title: Mastodon, url: "https://social.example/@habari" }
navigation: [tags/siasa, sources/reuters]
items: 50
`)
    expect(site).toMatchObject({
      name: 'Habari',
      description: { sw: 'Habari za leo', en: 'News of today' },
      languages: ['sw', 'en-KE'],
      timezone: 'Africa/Nairobi',
      font: 'sans',
      contact: { name: 'Editors', email: 'news@habari.example', url: '/contact' },
      licence: { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
      footer: [{ title: { sw: 'Kuhusu', en: 'About' }, url: '/about' }],
      social: [{ title: 'Mastodon', url: 'https://social.example/@habari' }],
      navigation: [
        { kind: 'tags', slug: 'siasa' },
        { kind: 'sources', slug: 'reuters' },
      ],
      items: 50,
    })
    expect(site.accent.light).toBe('#006633')
    expect(contrastOf(site.accent.dark, PAPERS.dark)).toBeGreaterThanOrEqual(AA)
  })

  it.each([
    ['languages: [en]', 'content/site.yaml:1: name: is missing; add it'],
    [
      'name: x\nlanguage: en',
      'content/site.yaml:2: language: is not a field that is known here; mend its name: is it "languages"?',
    ],
    [
      'name: x\ncontact:\n  emial: a@b.example',
      'content/site.yaml:3: contact.emial: is not a field that is known here; mend its name: is it "email"?',
    ],
    [
      'name: x\ncontact: []',
      'content/site.yaml:2: contact: is not a group of fields; write one "name: value" a line',
    ],
    [
      'name: x\nfooter:\n  - title: About\n    urls: /about\n    url: /about',
      'content/site.yaml:4: footer[0].urls: is not a field that is known here; mend its name: is it "url"?',
    ],
    [
      'name: x\nplugins: [a]',
      'content/site.yaml:2: plugins: is not a field that is known here; take it out or mend its name',
    ],
    ['name: x\nlanguages: [en_GB]', 'content/site.yaml:2: languages[0]: is not a BCP 47'],
    ['name: x\nlanguages: []', 'content/site.yaml:2: languages: is empty; write at least one language'],
    ['name: x\nlanguages: [en, EN]', 'content/site.yaml:2: languages: names a language twice'],
    [
      'name: x\ntimezone: WIB',
      'content/site.yaml:2: timezone: is not an IANA time zone; write one such as Asia/Jakarta',
    ],
    [
      'name: x\naccent: red',
      'content/site.yaml:2: accent: is no colour; write it such as "#96222a", in quotes',
    ],
    ['name: x\nfont: comic', 'content/site.yaml:2: font: is no font; write serif or sans'],
    ['name: x\nitems: 500', 'content/site.yaml:2: items: is no whole number from 1 to 100'],
    [
      'name: x\nnavigation: [siasa]',
      'content/site.yaml:2: navigation[0]: is no channel; write its kind and its name',
    ],
    ['name: x\nnavigation: [tags/Siasa]', 'content/site.yaml:2: navigation[0]: is no channel'],
    ['name: x\ncontact: { email: me }', 'content/site.yaml:2: contact.email: is no e-mail address'],
    ['name: x\nfooter: [{ title: x, url: "javascript:alert(1)" }]', 'footer[0].url: is no address'],
    ['name: x\nfooter: [{ title: x, url: "//evil.example" }]', 'footer[0].url: is no address'],
    ['name: x\nfooter: [{ title: x, url: "/\\\\evil.example" }]', 'footer[0].url: is no address'],
    ['name: [', 'content/site.yaml:1: is not valid YAML'],
    ['just words', 'content/site.yaml:1: is not a list of fields'],
  ])('A fault in site.yaml is told with its line and how to mend it: %j', (text, fault) => {
    expect(faultsOf(text).join('\n')).toContain(fault)
  })

  it('An accent that cannot be read is a fault with its contrast and the nearest colour that can', () => {
    const [fault = ''] = faultsOf('name: x\naccent: "#e6b800"')
    expect(fault).toMatch(
      /^content\/site\.yaml:2: accent: has a contrast of 1\.8\d?:1 in the light theme, and text needs 4\.5:1/,
    )
    const nearest = /nearest colour that has it is "(#[0-9a-f]{6})"/.exec(fault)?.[1] ?? ''
    expect(faultsOf(`name: x\naccent: "${nearest}"`)).toEqual([])
    expect(faultsOf('name: x\naccent: { light: "#96222a", dark: "#333333" }').join()).toContain(
      'accent.dark: has a contrast of',
    )
  })

  it('Any colour has one that can be read on either paper', () => {
    const colours = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`)
    fc.assert(
      fc.property(colours, (colour) => {
        for (const paper of Object.values(PAPERS)) {
          expect(contrastOf(readableOn(paper, colour), paper)).toBeGreaterThanOrEqual(AA)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('A missing site.yaml is no fault: the site is the usual one', async () => {
    expect(await readSiteFile(new MemoryContent({}))).toEqual({
      ok: true,
      value: { site: DEFAULT_SITE, assets: [], isMissing: true },
    })
  })
})

describe('what a site says of documents that come in', () => {
  it.each([
    ['name: x\nlanguages: [sw]\ntimezone: Africa/Nairobi', { language: 'sw', timezone: 'Africa/Nairobi' }],
    ['name: x\nlanguages: [sw, en]', {}],
    ['name: x', {}],
  ])('%j says %o', (text, assumed) => {
    const read = readSiteText(new TextEncoder().encode(text), 'content/site.yaml')
    expect(read.ok && assumedOf(read.value.said)).toEqual(assumed)
  })
})

describe('a text of the owner', () => {
  const about = { en: 'About', sw: 'Kuhusu' }
  it.each([
    ['en-GB', 'About'],
    ['sw', 'Kuhusu'],
    ['fr', 'Kuhusu'],
  ])('for a page in %s is "%s" on a site whose own language is Swahili', (language, text) => {
    expect(textFor(about, language, { languages: ['sw', 'en'] })).toBe(text)
  })
})
