import { mkdirSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { haveProgram } from './installed.ts'
import { readMail } from './mail.ts'
import type { Reader, StoredItem } from './reader.ts'

/** rss2email, which makes each item a mail. Here the mails go into a maildir. */
export const rss2email: Reader = {
  name: 'rss2email',
  packages: ['rss2email'],
  limits: {
    byline: 'rss2email names the last author of an Atom entry only, which is the agency.',
  },
  isInstalled: () => haveProgram('r2e'),
  async subscribe(home, feed) {
    const maildir = home.path('Maildir')
    mkdirSync(maildir)
    home.write('.config/rss2email.cfg', settings(maildir))
    mkdirSync(home.path('.local/share'), { recursive: true })
    const poll = async () => {
      await home.run('r2e', 'run')
    }
    await home.run('r2e', 'add', 'warta', feed)
    await poll()
    return { poll, items: () => mailedItems(join(maildir, 'INBOX', 'new')) }
  },
}

// By its own settings it mails an item once (`reply-changes` makes a changed one a reply to the first mail), and
// as plain text, for which it takes Atom's plain summary rather than the content.
function settings(maildir: string): string {
  const lines = [
    '[DEFAULT]',
    'to = reader@example.org',
    'email-protocol = maildir',
    `maildir-path = ${maildir}`,
    'reply-changes = True',
    'html-mail = True',
  ]
  return `${lines.join('\n')}\n`
}

async function mailedItems(folder: string): Promise<StoredItem[]> {
  const names = await readdir(folder).catch(() => [])
  return Promise.all(names.map(async (name) => mailedItem(await readFile(join(folder, name), 'latin1'))))
}

/** The item that a mail of rss2email tells of. */
export function mailedItem(raw: string): StoredItem {
  const { subject, sender, text } = readMail(raw)
  return { title: subject, byline: sender, body: text }
}
