-- What was public and is gone, or was killed before it came. The row outlives the article, so that it stays away.
CREATE TABLE withdrawals (
  id TEXT PRIMARY KEY,
  -- NULL where it never was public.
  slug TEXT,
  -- 'kill', 'legal', 'expired', 'deleted', or 'left' where its source left the registry.
  kind TEXT NOT NULL,
  -- Milliseconds since the epoch.
  at INTEGER NOT NULL,
  -- The number of the write that took it out.
  revision INTEGER NOT NULL,
  origin TEXT,
  language TEXT,
  -- Minutes east of UTC in which its times are shown.
  "offset" INTEGER,
  -- What readers are told: plain text.
  reason TEXT,
  by TEXT,
  -- Who did it.
  actor TEXT NOT NULL,
  -- Until when feeds tell of it. NULL where they do not, or not any more.
  notice_until INTEGER,
  -- 0 where the caches in front of the Worker have still to be purged for the second time.
  purged INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX withdrawals_by_slug ON withdrawals (slug);
CREATE INDEX withdrawals_by_notice ON withdrawals (notice_until) WHERE notice_until IS NOT NULL;
CREATE INDEX withdrawals_to_purge ON withdrawals (revision) WHERE purged = 0;

-- The channels that tell of it, newest first.
CREATE TABLE withdrawn_entries (
  channel INTEGER NOT NULL REFERENCES channels (key) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (channel, at, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX withdrawn_entries_by_id ON withdrawn_entries (id);
-- How many rows a channel has there. One that lists nothing and has none is answered with 404.
ALTER TABLE channels ADD COLUMN notices INTEGER NOT NULL DEFAULT 0;

-- Which version of an article was public from when to when, without its text. Times are milliseconds since the epoch.
CREATE TABLE versions (
  id TEXT NOT NULL,
  -- The number of the write that made it.
  revision INTEGER NOT NULL,
  at INTEGER NOT NULL,
  -- NULL while it is public.
  ended INTEGER,
  digest TEXT,
  origin TEXT NOT NULL,
  -- 'write', or the kind of withdrawal that ended it.
  action TEXT NOT NULL,
  -- Who made it, and who ended it.
  actor TEXT NOT NULL,
  ended_by TEXT,
  PRIMARY KEY (id, revision)
) STRICT, WITHOUT ROWID;
INSERT INTO versions (id, revision, at, digest, origin, action, actor)
SELECT id, revision, revision, digest, origin, 'write', origin FROM articles;

-- Every act of a person, and of a client of the API. It holds no words of an article.
CREATE TABLE audit (
  key INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  article TEXT,
  revision INTEGER,
  status INTEGER,
  detail TEXT
) STRICT;
CREATE INDEX audit_by_article ON audit (article, at);
