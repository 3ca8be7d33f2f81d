import { failed, type Result, success } from '../../model/result.ts'
import { ask, type Database, prepare, runBatch, type Statement } from '../database.ts'
import { registrySql } from '../registry.ts'
import { NUMBER, READ_REVISION, revisionOf } from '../revision.ts'
import { indexSql, unindexSql } from '../search-index.ts'
import { missingWordsSql } from '../search-words.ts'
import { IS_NEW_SITE, siteSql } from '../site-row.ts'
import { aliasSql, contentWinsSql } from './content-wins.ts'
import { countHeldSql, holdSql } from './held-rows.ts'
import { formerVersionSql, type HistoryRows, historySql } from './history-rows.ts'
import { type NameChange, nameSql } from './known-articles.ts'
import { outdatedSql, relistSql } from './outdated.ts'
import { outdatedReceiptsSql, receiptSql, type SentReceipt } from './receipts.ts'
import { hideMediaSql, showMediaSql } from './shown-media.ts'
import { channelSql, countArrivingSql, countLeavingSql, stampSql } from './touched-channels.ts'
import { departSql, entrySql, LISTS_ALREADY } from './touched-entries.ts'
import { comeBackSql, noticeSql, untilSql, versionSql, withdrawSql } from './withdrawals.ts'
import { articleSql } from './written-articles.ts'

export interface Commit {
  readonly run: number
  /** Milliseconds since the epoch. */
  readonly now: number
  /** How many articles it has staged to be written, roughly. */
  readonly writes: number
  readonly names?: readonly NameChange[]
  readonly history?: HistoryRows | undefined
  /** What clients of the API sent of its articles. */
  readonly receipts?: readonly SentReceipt[]
}

/** What a commit did: how many articles it touched, and the revision after it. */
export interface Committed {
  readonly added: number
  readonly changed: number
  readonly removed: number
  /** Articles that are in other channels than before, and else as they were. */
  readonly relisted: number
  /** Articles that readers are not to see yet. They move no revision. */
  readonly held: number
  readonly revision: number
  /** The first few files of content/ that it stored or removed. */
  readonly files: readonly ChangedFile[]
  /** Whether it is a revision of its own; not where nothing was to be changed that readers can see. */
  readonly isWritten: boolean
}

/** A file of content/, and what became of its article. */
export interface ChangedFile {
  readonly path: string
  readonly change: 'new' | 'changed' | 'removed'
}

/** What the plan rests on was written since. Nothing was changed, and what was staged is gone: plan anew. */
export interface Outdated {
  readonly kind: 'outdated'
}

/**
 * Makes a staged run the stored articles, in one transaction. `now` is in milliseconds since the epoch, `names` are
 * those by which stored articles are recognised, where they change.
 *
 * Many writers plan and stage at the same time, and each commits when it is ready. What stands in the way of a commit is
 * another one that wrote the same thing, and only that: two hundred feeds that are polled at once bring two hundred
 * different sets of articles. So every row that a plan may rest on carries the revision of its last write, and the
 * commit asks only for those that the run has to do with (see outdated.ts). One writer that gathers what others have
 * prepared would do it too, but requests of a Worker share no memory, and somebody would have to wait for it.
 *
 * A transaction of D1 is a list of statements that is sent whole: none of them can end it early. So the first one
 * deletes an outdated run, and with it, by its foreign key, all that the run has staged. Every later statement starts
 * from the run or from staged rows: where there are none it does nothing.
 *
 *   a run goes whose plan rests on what was written since; whether it is left is the outcome
 *   articles that were to be listed anew, and were written since, stay as they are
 *   what clients of the API sent is kept, and what they sent of articles that are removed goes
 *   a registry that is new is kept, and the polls that it asks for
 *   what is held goes to where no reader looks, what was killed or has expired is not written
 *   polled articles that give way to what content/ has, or whose source has left the registry, are staged too
 *   staged articles that are as they are stored are set to 'relist', or to 'keep' where their channels are the same
 *   the revision moves, if anything changes
 *   a site that is new is kept, and stamps every channel
 *   the slugs that are given up are remembered, and what is withdrawn, with the channels that tell of it
 *   pictures and recordings that articles no longer show are forgotten
 *   touched articles are taken out of the search index
 *   channels that list a touched article now, or tell that it is gone, are stamped; entries that end are taken out, and off their counts
 *   articles are removed and written; an update time that was taken since moves on to the next free one
 *   channels that list a touched article from now on are made or stamped; its new entries are put in
 *   the archives of all these entries are stamped
 *   channels count what they tell of withdrawals; pictures and recordings that articles show now are kept
 *   the words of the articles are put into the search index; those that nobody has looked at are noted
 *   the names by which the articles are recognised are kept
 *   what an earlier database knew is put in, where the run brings an export into an empty one
 *   versions of articles end and begin, and those of an earlier database are put in
 *   the next time is kept at which something is to be done by the clock
 *   the run goes, and the staged rows with it
 */
export async function commit(
  db: Database,
  { run, now, writes, names = [], history, receipts = [] }: Commit,
): Promise<Result<Committed, Outdated>> {
  const rows = await runBatch(db, {
    outdated: outdatedSql(db, run),
    edited: outdatedReceiptsSql(db, run, receipts),
    runs: prepare(db, 'SELECT key FROM runs WHERE key = ?1', run),
    relisted: relistSql(db, run),
    receipts: receiptSql(db, run, receipts, now),
    registry: registrySql(db, run),
    held: countHeldSql(db, run, now),
    aside: holdSql(db, run, now),
    contentWins: contentWinsSql(db, run),
    same: sameSql(db, run),
    before: ask(db, READ_REVISION),
    moved: moveSql(db, run, now),
    contentMoved: contentMovedSql(db, run),
    site: siteSql(db, run),
    counts: countSql(db, run),
    files: filesSql(db, run),
    formerSlugs: formerSlugSql(db, run),
    withdrawn: withdrawSql(db, run, now),
    hidden: hideMediaSql(db, run),
    stamped: stampSql(db, run),
    cameBack: comeBackSql(db, run),
    unindexed: unindexSql(db, run),
    countedLeaving: countLeavingSql(db, run),
    departed: departSql(db, run),
    articles: articleSql(db, run, writes),
    channels: channelSql(db, run),
    entries: entrySql(db, run),
    countedArriving: countArrivingSql(db, run),
    notices: noticeSql(db),
    shown: showMediaSql(db, run),
    indexed: indexSql(db, run),
    missingWords: missingWordsSql(db, run),
    aliases: aliasSql(db, run),
    names: nameSql(db, run, names),
    history: historySql(db, run, history),
    versions: [...versionSql(db, run, now), ...formerVersionSql(db, run, history, now)],
    until: untilSql(db),
    done: prepare(db, 'DELETE FROM runs WHERE key = ?1', run),
    after: ask(db, READ_REVISION),
  })
  if (rows.runs.length === 0) return failed({ kind: 'outdated' })
  const { added = 0, changed = 0, removed = 0, relisted = 0 } = rows.counts[0] ?? {}
  const revision = revisionOf(rows.after)
  const held = rows.held[0]?.held ?? 0
  return success({
    added,
    changed,
    removed,
    relisted,
    held,
    revision,
    files: rows.files,
    isWritten: revision !== revisionOf(rows.before),
  })
}

function sameSql(db: Database, run: number): Statement[] {
  const statements = [
    `UPDATE staged_articles AS s SET action = 'relist'
     WHERE run = ?1 AND action = 'write' AND EXISTS (
       SELECT 1 FROM articles a WHERE a.id = s.id AND a.origin = s.origin AND a.data = s.data AND a.body = s.body)`,
    `UPDATE staged_articles AS s SET action = 'keep'
     WHERE run = ?1 AND action = 'relist'
       AND NOT EXISTS (SELECT 1 FROM json_each(s.channels) c WHERE NOT ${LISTS_ALREADY})
       AND json_array_length(s.channels) = (
         SELECT COUNT(*) FROM articles a JOIN entries e ON e.article = a.key WHERE a.id = s.id)`,
  ]
  return statements.map((sql) => prepare(db, sql, run))
}

function moveSql(db: Database, run: number, now: number): Statement {
  const sql = `
    UPDATE revision SET
      number = CASE
        WHEN r.registry <> revision.registry OR ${IS_NEW_SITE} OR EXISTS (
          SELECT 1 FROM staged_articles WHERE run = ?1 AND action <> 'keep') THEN MAX(number + 1, ?2)
        ELSE number END,
      registry = COALESCE(r.registry, revision.registry),
      pipeline = COALESCE(r.pipeline, revision.pipeline)
    FROM runs r WHERE revision.id = 1 AND r.key = ?1`
  return prepare(db, sql, run, now)
}

function contentMovedSql(db: Database, run: number): Statement {
  const sql = `
    UPDATE revision SET content = number, synced = writes
    WHERE id = 1 AND EXISTS (SELECT 1 FROM runs WHERE key = ?1 AND content = 1)`
  return prepare(db, sql, run)
}

type Counts = Omit<Committed, 'held' | 'revision' | 'isWritten' | 'files'>

function countSql(db: Database, run: number): Statement<Counts> {
  const sql = `
    SELECT COUNT(*) FILTER (WHERE s.action = 'write' AND a.id IS NULL) AS added,
      COUNT(*) FILTER (WHERE s.action = 'write' AND a.id IS NOT NULL) AS changed,
      COUNT(*) FILTER (WHERE s.action = 'remove') AS removed,
      COUNT(*) FILTER (WHERE s.action = 'relist') AS relisted
    FROM staged_articles s LEFT JOIN articles a ON a.id = s.id WHERE s.run = ?1`
  return prepare(db, sql, run)
}

function filesSql(db: Database, run: number): Statement<ChangedFile> {
  const sql = `
    SELECT COALESCE(s.path, a.path) AS path,
      CASE WHEN s.action = 'remove' THEN 'removed' WHEN a.id IS NULL THEN 'new' ELSE 'changed' END AS change
    FROM staged_articles s LEFT JOIN articles a ON a.id = s.id
    WHERE s.run = ?1 AND s.action IN ('write', 'remove') AND COALESCE(s.origin, a.origin) = 'content' LIMIT 5`
  return prepare(db, sql, run)
}

function formerSlugSql(db: Database, run: number): Statement {
  const sql = `
    INSERT OR REPLACE INTO former_slugs (slug, article_id, revision)
    SELECT a.slug, COALESCE(s.heir, a.id), ${NUMBER} FROM staged_articles s JOIN articles a ON a.id = s.id
    WHERE s.run = ?1 AND (s.action = 'remove' AND COALESCE(s.ending ->> 'kind', '') <> 'held'
      OR s.action = 'write' AND s.slug <> a.slug)`
  return prepare(db, sql, run)
}
