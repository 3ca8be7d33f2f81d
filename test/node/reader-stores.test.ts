import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, describe, expect, it } from 'vitest'
import { feedparserItems } from '../readers/feedparser.ts'
import { lifereaFeeds, lifereaItems } from '../readers/liferea.ts'
import { newsboatItems } from '../readers/newsboat.ts'
import { mailedItem } from '../readers/rss2email.ts'
import { sfeedItems } from '../readers/sfeed.ts'

const folder = mkdtempSync(join(tmpdir(), 'warta-stores-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A database as a reader leaves it. */
function database(name: string, sql: string): string {
  const path = join(folder, name)
  using db = new DatabaseSync(path)
  db.exec(sql)
  return path
}

describe('the stores of readers', () => {
  it('newsboat: its cache.db, without what was deleted', () => {
    const path = database(
      'cache.db',
      `CREATE TABLE rss_item (title, author, content, deleted);
       INSERT INTO rss_item VALUES ('Satu', 'Lintar Satria (Reuters)', '<p>Isi</p>', 0), ('Dua', '', '', 1);`,
    )
    expect(newsboatItems(path)).toEqual([
      { title: 'Satu', byline: 'Lintar Satria (Reuters)', body: '<p>Isi</p>' },
    ])
    expect(newsboatItems(join(folder, 'none.db'))).toEqual([])
  })

  it('Liferea: its liferea.db, with the authors of Atom in their order and without links', () => {
    const path = database(
      'liferea.db',
      `CREATE TABLE items (item_id, title, description);
       CREATE TABLE metadata (item_id, nr, key, value);
       CREATE TABLE subscription (source);
       INSERT INTO subscription VALUES ('http://127.0.0.1/rss.xml');
       INSERT INTO items VALUES (1, 'Satu', 'Isi'), (2, 'Dua', NULL), (3, 'Tiga', 'Isi');
       INSERT INTO metadata VALUES (1, 3, 'author', 'Reuters (<a href="https://www.reuters.com/">Website</a>)'),
         (1, 1, 'author', 'Lintar <S>'), (1, 2, 'category', 'x'),
         (2, 1, 'creator', 'Lintar Satria (Reuters)');`,
    )
    expect(lifereaItems(path)).toEqual([
      { title: 'Satu', byline: 'Lintar <S>, Reuters (Website)', body: 'Isi' },
      { title: 'Dua', byline: 'Lintar Satria (Reuters)', body: '' },
      { title: 'Tiga', byline: '', body: 'Isi' },
    ])
    expect(lifereaFeeds(path)).toEqual(['http://127.0.0.1/rss.xml'])
    expect([...lifereaItems(join(folder, 'none.db')), ...lifereaFeeds(join(folder, 'none.db'))]).toEqual([])
  })

  it('sfeed: tab-separated values, whose content escapes lines, tabs and backslashes', () => {
    const line = [
      '1663651920',
      'Satu',
      'http://x/',
      'a\\nb\\tc\\\\n',
      'html',
      'tag:x',
      'Lintar Satria',
      '',
      'x',
    ]
    expect(sfeedItems(`${line.join('\t')}\n`)).toEqual([
      { title: 'Satu', byline: 'Lintar Satria', body: 'a\nb\tc\\n' },
    ])
    expect(sfeedItems('')).toEqual([])
  })

  it('feedparser: every author, and the content before the summary', () => {
    const entries = {
      1: {
        title: 'Satu',
        authors: [{ name: 'Lintar Satria' }, {}, { name: 'Reuters' }],
        content: [{ value: 'Isi' }],
        summary: 'Ringkasan',
      },
      2: { title: 'Dua', summary: 'Ringkasan' },
    }
    expect(feedparserItems(JSON.stringify({ etag: null, entries }))).toEqual([
      { title: 'Satu', byline: 'Lintar Satria, Reuters', body: 'Isi' },
      { title: 'Dua', byline: '', body: 'Ringkasan' },
    ])
  })
})

describe('a mail of rss2email', () => {
  const FROM = 'From: "Warta: Lintar Satria \\"L\\" (Reuters)" <user@rss2email.invalid>'

  it('is an item: the subject, the name of the sender, the text', () => {
    const raw = `${FROM}\nSubject: Rusia dan\n China\nContent-Type: text/html; charset="us-ascii"\n\n<p>Isi</p>\n\nLagi\n`
    expect(mailedItem(raw)).toEqual({
      title: 'Rusia dan China',
      byline: 'Warta: Lintar Satria "L" (Reuters)',
      body: '<p>Isi</p>\n\nLagi\n',
    })
  })

  it.each([
    ['base64', Buffer.from('Isi – é').toString('base64')],
    ['quoted-printable', 'Isi =E2=80=\n=93 =c3=A9'],
    ['8bit', Buffer.from('Isi – é').toString('latin1')],
  ])('is decoded from %s', (encoding, body) => {
    const type = `Content-Type: text/plain; charset="utf-8"\nContent-Transfer-Encoding: ${encoding}`
    const subject = 'Subject: =?utf-8?q?Isi_=E2=80=93?= =?utf-8?b?IMOp?= tamat'
    expect(mailedItem(`From: Warta <x@y>\n${subject}\n${type}\n\n${body}`)).toEqual({
      title: 'Isi – é tamat',
      byline: 'Warta',
      body: 'Isi – é',
    })
  })
})
