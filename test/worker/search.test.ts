import { beforeAll, describe, expect, it } from 'vitest'
import { FEED_FILES, readFeed } from '../support/read-feed.ts'
import { attributesOf, select } from '../support/select.ts'
import { articleFile, contentOf, get, sync } from '../support/site.ts'

const one = (day: number, fields: Record<string, unknown>, body?: string) =>
  articleFile({ id: `urn:x:${day}`, published: `2022-09-${day}T12:32:00+07:00`, ...fields }, body)

const ARTICLES = {
  ktt: one(
    11,
    { title: 'Putin dan Xi bertemu di KTT', summary: 'Pertemuan pertama sejak perang.', tags: ['Dunia'] },
    'Diplomasi **luar** negeri Rusia.\n\nAnak-anak muda me*nonton*.\n\n- harga <b>naik</b>\n- AT&T turun',
  ),
  gas: one(12, { title: 'Harga gas Eropa', summary: 'Negeri di luar jangkauan.' }, 'Diplomat menunggu.'),
  cafe: one(
    14,
    { title: 'A café in São Paulo', summary: 'Old & new', language: 'en', tags: ['Dunia', 'World'] },
    'Foreign policy over coffee. Naïve? [link](https://tersembunyi.example/href "judulrahasia")',
  ),
}

/** In scripts without spaces, and in Arabic. */
const SCRIPTS = {
  zh: one(
    15,
    { title: '新政府宣布改革', summary: '国民经济计划。', language: 'zh' },
    `${'会议。'.repeat(20)}A股市场在2022年度增长了3%，**国务**院<b>总</b>理说。\n\n第二段在线\n折行。`,
  ),
  ja: one(
    16,
    { title: '𠮷野家とｶﾞｽ料金', summary: 'ラーメンは千円。', language: 'ja' },
    '葛飾区の東京スカイツリー。',
  ),
  ko: one(17, { title: '정부는 밝혔다', summary: '새 계획.', language: 'ko' }, '경제가 성장했다.'),
  th: one(
    18,
    { title: 'ประชาชนต้องการน้ำสะอาด', summary: 'รัฐบาลไทย', language: 'th' },
    'นายกรัฐมนตรีกล่าวว่าเศรษฐกิจดีขึ้น',
  ),
  ar: one(
    19,
    { title: 'قرأ الوزير الكِتاب', summary: 'والكتـــاب الجديد', language: 'ar' },
    'في مستشفى المدينة أحمد.',
  ),
}

const NAMES: Record<string, string> = {
  ...{ 'urn:x:11': 'ktt', 'urn:x:12': 'gas', 'urn:x:14': 'cafe' },
  ...{ 'urn:x:15': 'zh', 'urn:x:16': 'ja', 'urn:x:17': 'ko', 'urn:x:18': 'th', 'urn:x:19': 'ar' },
}

const page = async (q: string) => (await get(`/search?${new URLSearchParams({ q })}`)).text()

async function found(q: string, more = ''): Promise<(string | undefined)[]> {
  const response = await get(`/search/feed.json?${new URLSearchParams({ q })}${more}`)
  expect(response.status).toBe(200)
  return readFeed(await response.text()).entries.map(({ id }) => NAMES[id ?? ''])
}

beforeAll(async () => {
  await sync(contentOf({ ...ARTICLES, ...SCRIPTS }))
})

describe('a search finds', () => {
  it.each([
    ['a word in the title', 'putin', ['ktt']],
    ['a word in the summary', 'pertemuan', ['ktt']],
    ['a word in the body', 'diplomasi', ['ktt']],
    ['a word in an item of a list', 'naik', ['ktt']],
    ['a word of which a part is emphasised', 'menonton', ['ktt']],
    ['words in whichever case', 'KTT pUtIn', ['ktt']],
    ['what has all the words, the newest first', 'harga', ['gas', 'ktt']],
    ['words in any order', 'negeri luar', ['gas', 'ktt']],
    ['a phrase', '"luar negeri"', ['ktt']],
    ['a phrase across emphasis', '"diplomasi luar negeri"', ['ktt']],
    ['a phrase whose quotes are those of typographers', '“luar negeri”', ['ktt']],
    ['a phrase whose end is missing', '"luar negeri', ['ktt']],
    ['a word with a hyphen, as a phrase', 'anak-anak', ['ktt']],
    ['a word with a sign', 'AT&T', ['ktt']],
    ['the beginning of a word', 'diplom*', ['gas', 'ktt']],
    ['no beginning of less than four letters: that is a word', 'dip*', []],
    ['without diacritics what has them', 'cafe sao naive', ['cafe']],
    ['with diacritics what has others or none', 'CAFÈ säo coffeé', ['cafe']],
    ['English words', 'foreign policy', ['cafe']],
    ['what has one word and not the other', 'harga -putin', ['gas']],
    ['what has not a phrase', 'negeri -"luar negeri"', ['gas']],
    ['what has not the beginning of a word', 'negeri -diplomas*', ['gas']],
    ['no word that is only markup', 'strong', []],
    ['no word of an address', 'tersembunyi', []],
    ['no operator', 'putin OR gas', []],
    ['no column', 'title:putin', []],
  ])('%s: %s', async (_, q, names) => {
    expect(await found(q)).toEqual(names)
  })

  it.each([
    ...[
      '政府',
      '新',
      '新政府',
      '改革',
      '民经',
      '国务院总理',
      'A股',
      '2022年',
      '"在线 折行"',
      '政府 经济 -首相',
      '政府*',
    ].map((q) => [q, 'zh']),
    ...['𠮷野', 'ガス', 'ラーメン', 'ツリー', '東京スカイツリー', '葛飾'].map((q) => [q, 'ja']),
    ...['정부', '정부는', '경제', '성장'].map((q) => [q, 'ko']),
    ...['น้ำ', 'ประชาชน', 'รัฐมนตรี', 'เศรษฐกิจ', 'ไทย'].map((q) => [q, 'th']),
    ...['كتاب', 'الكتاب', 'وزير', 'كِتَاب', '"كتاب جديد"', 'مستشفي', 'احمد', 'مدين*', 'مدينه'].map((q) => [
      q,
      'ar',
    ]),
  ])('what is written without spaces, or with an article: %s', async (q, name) => {
    expect(await found(String(q))).toEqual([name])
  })

  it.each(['府政', '首相', '政府 -经济', '野𠮷', 'カス', '부정', 'นำ', 'مكتب'])(
    'nothing by %s',
    async (q) => {
      expect(await found(q)).toEqual([])
    },
  )

  it('a text by each of its parts of two letters', async () => {
    const letters = [...'新政府宣布改革', ...'在线折行']
    for (let at = 0; at + 1 < letters.length; at++) {
      if (letters[at] === '革') continue
      expect(await found(letters.slice(at, at + 2).join(''))).toEqual(['zh'])
    }
  })

  it('what is in a channel and not in another', async () => {
    expect(await found('harga', '&tag=dunia')).toEqual(['ktt'])
    expect(await found('harga', '&tag=-dunia')).toEqual(['gas'])
    expect(await found('cafe', '&lang=en&tag=dunia&author=lintar-satria&source=reuters')).toEqual(['cafe'])
    expect(await found('cafe', '&lang=id')).toEqual([])
  })
})

describe('the page of a search', () => {
  it('marks what was looked for, in title, summary or body', async () => {
    const marks = async (q: string) => (await select(await page(q), 'mark')).map(({ text }) => text)
    expect(await marks('putin ktt')).toEqual(['Putin', 'KTT'])
    expect(await marks('"luar negeri"')).toEqual(['luar negeri'])
    expect(await marks('cafe')).toEqual(['café'])
    expect(await marks('anak-anak -gas')).toEqual(['Anak-anak'])
    expect(await marks('diplom*')).toEqual(['Diplomat', 'Diplomasi'])
    expect(await marks('政府 总理')).toEqual(['政府', '总理'])
    expect(await marks('كتاب')).toEqual(['الكِتاب', 'والكتـــاب'])
    expect(await page('总理')).toContain('增长了3%，国务院<mark>总理</mark>说')
  })

  it('has a form that says what was searched for, and keeps the filters', async () => {
    const html = await (await get('/search?q=%22Luar+Negeri&tag=Dunia&lang=-en')).text()
    expect(await attributesOf(html, 'search form', 'action')).toEqual(['/search'])
    expect(await attributesOf(html, 'form input[type="search"]', 'value')).toEqual(['"luar negeri"'])
    const [label] = await attributesOf(html, 'form label', 'for')
    expect(await attributesOf(html, 'form input[type="search"]', 'id')).toEqual([label])
    const hidden = await select(html, 'form input[type="hidden"]')
    expect(hidden.map(({ attributes: { name, value } }) => [name, value])).toEqual([
      ['lang', '-en'],
      ['tag', 'dunia'],
    ])
  })

  it('may send its form to this site and to no other', async () => {
    const policy = String((await get('/search')).headers.get('Content-Security-Policy'))
    expect(policy.split('; ')).toContain("form-action 'self'")
  })

  it('has its own feeds in its head: RSS, Atom, JSON, and they are there', async () => {
    const html = await (await get('/search?tag=dunia&q=harga')).text()
    const links = await attributesOf(html, 'head link[rel="alternate"]', 'href')
    expect(links).toEqual(
      FEED_FILES.map(([, file]) => `https://news.example/search/${file}?q=harga&tag=dunia`),
    )
    for (const link of links) {
      const feed = readFeed(await (await get(String(link).slice('https://news.example'.length))).text())
      expect(feed.entries.map(({ id }) => id)).toEqual(['urn:x:11'])
    }
  })

  it('is not to be indexed by others, and speaks the language that it is filtered by', async () => {
    const html = await (await get('/search?q=cafe&lang=en')).text()
    expect(await attributesOf(html, 'meta[name="robots"]', 'content')).toEqual(['noindex, follow'])
    expect(await attributesOf(html, 'html', 'lang')).toEqual(['en'])
    expect((await select(html, 'h1'))[0]?.text).toBe('Search: cafe')
    expect(await attributesOf(await page('cafe'), 'html', 'lang')).toEqual(['id'])
    expect(await attributesOf(await page('cafe'), '.list > li', 'lang')).toEqual(['en'])
  })

  it('says so where nothing is found', async () => {
    expect(await page('tidakada')).toContain('Tidak ada artikel yang cocok.')
  })

  it.each(['', '   ', '"', '""', '-', '*', '😀', '-putin', '\u0000', '?!', '-"a b"'])(
    'is the form alone where there is nothing to look for: %j',
    async (q) => {
      const html = await page(q)
      expect(await select(html, 'form')).toHaveLength(1)
      expect(await select(html, '.list > li')).toEqual([])
    },
  )
})

describe.each(FEED_FILES)('a search as %s', (_, file, mediaType) => {
  it('is a feed with its own name, self and home, and every credit', async () => {
    const response = await get(`/search/${file}?q=Harga`)
    expect(response.headers.get('Content-Type')).toBe(mediaType)
    const text = await response.text()
    const { title, self, home, entries } = readFeed(text)
    expect(title).toBe('Warta: Pencarian: harga')
    expect(self).toBe(`https://news.example/search/${file}?q=harga`)
    expect(home).toBe('https://news.example/search?q=harga')
    expect(response.headers.get('Link')).toBe(`<${self}>; rel="self"`)
    expect(entries.map(({ id }) => id)).toEqual(['urn:x:12', 'urn:x:11'])
    for (const { content } of entries) {
      expect(content).toContain('Laporan Lintar Satria (editor Friska Yolandha), Republika; sumber: Reuters.')
    }
    expect(text).not.toContain('<mark>')
  })

  it('has one address for equal searches, which share their validators and bytes', async () => {
    const canonical = await get(`/search/${file}?q=harga+gas&tag=-dunia`)
    const text = await canonical.text()
    for (const query of ['q=%20HARGA++gas%20harga&tag=-Dunia', 'tag=-dunia&utm_source=x&q=Harga%09gas']) {
      const other = await get(`/search/${file}?${query}`)
      expect(other.headers.get('ETag')).toBe(canonical.headers.get('ETag'))
      expect(await other.text()).toBe(text)
    }
    expect(readFeed(text).self).toBe(`https://news.example/search/${file}?q=harga+gas&tag=-dunia`)
  })

  it('takes the options of a feed', async () => {
    const { self, entries } = readFeed(
      await (await get(`/search/${file}?limit=1&q=harga&content=summary`)).text(),
    )
    expect(self).toBe(`https://news.example/search/${file}?q=harga&limit=1&content=summary`)
    expect(entries.map(({ id, content }) => [id, content])).toEqual([['urn:x:12', undefined]])
  })

  it.each(['', '?q=', '?q=-harga', '?q=%F0%9F%98%80', '?q=a&q=b', `?q=${'a'.repeat(201)}`, '?q=a&limit=0'])(
    'is refused where it cannot be one: %s',
    async (query) => {
      const response = await get(`/search/${file}${query}`)
      expect(response.status).toBe(400)
      expect(response.headers.get('Content-Type')).toBe('application/problem+json; charset=utf-8')
    },
  )
})

describe('a search goes on', () => {
  it('behind a cursor, in all formats, without one twice or left out', async () => {
    const first = await (await get('/search/feed.json?q=harga&limit=1')).json<{ next_url: string }>()
    const { pathname, search } = new URL(first.next_url)
    for (const [, file] of FEED_FILES) {
      const text = await (await get(`${pathname.replace('feed.json', file)}${search}`)).text()
      expect(readFeed(text).entries.map(({ id }) => id)).toEqual(['urn:x:11'])
      const newer = await (await get(`/search/${file}?q=harga&limit=1`)).text()
      const next = `https://news.example/search/${file}${search}`
      expect(newer).toContain(file === 'feed.json' ? `"next_url":"${next}"` : next.replaceAll('&', '&amp;'))
      expect(text).not.toMatch(/next_url|rel="next"/)
    }
  })
})
