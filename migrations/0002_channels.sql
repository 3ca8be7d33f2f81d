CREATE TABLE channels (
  key INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  slug TEXT NOT NULL,
  title TEXT NOT NULL,
  language TEXT,
  revision INTEGER NOT NULL,
  -- Seconds since 1970-01-01T00:00:00Z of the last change, at least one more for each.
  modified INTEGER NOT NULL,
  -- How many articles the channel lists, kept by every write, so that no list of channels has to count them.
  entries INTEGER NOT NULL DEFAULT 0,
  -- How many entries ever arrived.
  arrivals INTEGER NOT NULL DEFAULT 0,
  -- The revision of the last write that took an entry out, or moved it back in time.
  withdrawn INTEGER NOT NULL DEFAULT 0,
  -- The revision of the newest archive.
  archived INTEGER NOT NULL DEFAULT 0,
  UNIQUE (kind, slug)
) STRICT;
INSERT INTO channels (kind, slug, title, revision, modified) VALUES ('all', '', '', 0, 0);
-- What changed since a revision: for taking old copies out of the cache in front of the Worker.
CREATE INDEX channels_by_revision ON channels (revision);
-- The channels that list something: in the order of their addresses, and of each kind the largest first.
CREATE INDEX channels_by_address ON channels (kind, slug) WHERE entries > 0;
CREATE INDEX channels_by_entries ON channels (kind, entries DESC, slug) WHERE entries > 0;

-- Which articles a channel lists. A feed reads a range of the primary key, newest first.
CREATE TABLE entries (
  channel INTEGER NOT NULL REFERENCES channels (key),
  published INTEGER NOT NULL,
  article INTEGER NOT NULL REFERENCES articles (key),
  -- Bytes of the article's body, so that a feed knows where its size limit falls before it reads a body.
  size INTEGER NOT NULL,
  -- The place of an entry in its channel by order of arrival, from 1; never given twice. Archives are cut by it.
  arrival INTEGER NOT NULL,
  PRIMARY KEY (channel, published, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX entries_by_article ON entries (article);
CREATE UNIQUE INDEX entries_by_arrival ON entries (channel, arrival);

-- The archives of a channel: the hundred entries that arrived together, and the last write that touched one.
CREATE TABLE archives (
  channel INTEGER NOT NULL REFERENCES channels (key) ON DELETE CASCADE,
  -- From 1, the oldest.
  number INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  PRIMARY KEY (channel, number)
) STRICT, WITHOUT ROWID;
