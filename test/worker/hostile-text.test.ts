import { beforeAll, describe, expect, it } from 'vitest'
import { readFeed } from '../support/read-feed.ts'
import { attributesOf, select } from '../support/select.ts'
import { articleFile, contentOf, get, sync } from '../support/site.ts'

const EVIL = `</script><script>alert(1)</script><img src=x onerror=alert(1)> ]]> & " ' <!-- \u2028`
const SHORT = `"><script>alert(1)</script>`

const HOSTILE = articleFile(
  {
    title: EVIL,
    summary: EVIL,
    dateline: EVIL,
    authors: [
      { name: SHORT, role: 'reporter' },
      { name: `${SHORT} E`, role: 'editor', url: 'https://e.example/"onclick="alert(1)' },
    ],
    image: { url: 'https://img.example/"onload="alert(1)', alt: EVIL, caption: EVIL, credit: EVIL },
    tags: [SHORT],
    rights: EVIL,
    related: [{ title: EVIL, url: 'https://r.example/"><script>alert(1)</script>' }],
  },
  [
    '<script>alert(1)</script><style>*{display:none}</style>',
    '<a href="javascript:alert(1)" onclick="alert(1)" style="color:red">satu</a>',
    '<img src="https://img.example/a.png" onerror="alert(1)"><iframe src="https://x.example"></iframe>',
    '<svg onload="alert(1)"><script>alert(1)</script></svg><form action="/x"><input></form>',
    '[dua](javascript:alert(1)) `</script>` <!-- <script>alert(1)</script> -->',
  ].join('\n\n'),
)

const PAGES = ['/articles/jahat', '/', '/tags/script-alert-1-script', '/authors/script-alert-1-script-e']

beforeAll(async () => {
  const outcome = await sync(contentOf({ jahat: HOSTILE }))
  expect(outcome).toMatchObject({ kind: 'written', added: 1 })
})

describe.each(PAGES)('hostile text on %s', (path) => {
  it('is text: it makes no element and no attribute', async () => {
    const response = await get(path)
    expect(response.status).toBe(200)
    const html = await response.text()
    const scripts = await select(html, 'script')
    const data = scripts.filter(({ attributes: { type } }) => type === 'application/ld+json')
    expect(data).toHaveLength(path.startsWith('/articles') ? 1 : 0)
    const others = scripts.filter((script) => !data.includes(script))
    expect(others).toEqual([{ attributes: { src: '/page.js', defer: '' }, text: '' }])
    for (const element of ['style', 'iframe', 'svg', 'object', 'base']) {
      expect(await select(html, element), element).toEqual([])
    }
    // The search of the masthead is the only form.
    const forms = await select(html, 'form')
    expect(forms.map(({ attributes }) => attributes)).toEqual([{ action: '/search', method: 'get' }])
    expect(await select(html, 'input')).toHaveLength(1)
    for (const { attributes } of await select(html, '*')) {
      expect(Object.keys(attributes).filter((name) => /^on|^style$/.test(name))).toEqual([])
      for (const name of ['href', 'src']) expect(attributes[name] ?? '').not.toMatch(/^\s*javascript:/i)
    }
  })
})

describe('the page of a hostile article', () => {
  it('shows its texts as they were written', async () => {
    const html = await (await get('/articles/jahat')).text()
    const written = EVIL.replace(/\s+/g, ' ').trim()
    expect((await select(html, 'h1')).map(({ text }) => text)).toEqual([written])
    expect((await select(html, 'title')).map(({ text }) => text)).toEqual([`${written} – Warta`])
    expect(await attributesOf(html, 'meta[property="og:title"]', 'content')).toEqual([written])
    expect((await attributesOf(html, 'figure img', 'alt'))[0]).toBe(written)
  })

  it('has JSON-LD that parses and ends where it should', async () => {
    const html = await (await get('/articles/jahat')).text()
    const [json] = await select(html, 'script[type="application/ld+json"]')
    const data = JSON.parse(String(json?.text)) as Record<string, unknown>
    expect(data).toMatchObject({ headline: EVIL.replace(/\s+/g, ' ').trim(), author: [{ name: SHORT }] })
    expect(json?.text).not.toContain('<')
  })
})

describe.each(['/rss.xml', '/atom.xml', '/feed.json'])('hostile text in %s', (path) => {
  it('comes back as it was written, and the body is clean', async () => {
    const [entry] = readFeed(await (await get(path)).text()).entries
    expect(entry?.title).toBe(EVIL.replace(/\s+/g, ' ').trim())
    const html = String(entry?.content)
    expect(html).toContain('satu')
    for (const element of ['script', 'style', 'iframe', 'svg', 'form']) {
      expect(await select(html, element), element).toEqual([])
    }
    for (const { attributes } of await select(html, '*')) {
      expect(Object.keys(attributes).filter((name) => /^on|^style$/.test(name))).toEqual([])
      expect(attributes.href ?? '').not.toMatch(/^\s*javascript:/i)
    }
  })
})
