-- Articles that must not be seen yet: scheduled, under an embargo, or withheld. They are in no table that a reader's query
-- names, and they reserve nothing: neither id nor slug, time, channel or name. A release is an ordinary write.
CREATE TABLE held_articles (
  origin TEXT NOT NULL,
  id TEXT NOT NULL,
  -- When the article may be public, in ms since the epoch. 8640000000000000, the last date there is: until further notice.
  at INTEGER NOT NULL,
  -- The write that stored it (see revision.writes).
  writes INTEGER NOT NULL,
  -- Why it could not be released when its time had come. NULL where nothing is in the way.
  blocked TEXT,
  -- As in staged_articles.
  slug TEXT NOT NULL,
  path TEXT,
  digest TEXT,
  published INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  size INTEGER NOT NULL,
  listed INTEGER NOT NULL,
  expires INTEGER,
  channels TEXT NOT NULL,
  aliases TEXT NOT NULL,
  media TEXT NOT NULL,
  words TEXT,
  data TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (origin, id)
) STRICT;
CREATE INDEX held_by_time ON held_articles (at) WHERE blocked IS NULL;
CREATE INDEX held_by_path ON held_articles (origin, path);
CREATE INDEX held_by_id ON held_articles (id);

-- Counts every write, those of held articles too, which must not move the number that readers can see.
ALTER TABLE revision ADD COLUMN writes INTEGER NOT NULL DEFAULT 0;
-- The count at the last write that made the stored articles equal to content/.
ALTER TABLE revision ADD COLUMN synced INTEGER NOT NULL DEFAULT 0;
-- In ms since the epoch: the first expiry of all public articles, and when anything is to be done by the clock.
ALTER TABLE revision ADD COLUMN until INTEGER;
ALTER TABLE revision ADD COLUMN due INTEGER NOT NULL DEFAULT 8640000000000000;
-- The number of the last write that took a picture out.
ALTER TABLE revision ADD COLUMN media INTEGER NOT NULL DEFAULT 0;

-- When an article has to be gone, in ms since the epoch.
ALTER TABLE articles ADD COLUMN expires INTEGER;
CREATE INDEX articles_by_expiry ON articles (expires) WHERE expires IS NOT NULL;
ALTER TABLE entries ADD COLUMN expires INTEGER;
CREATE INDEX entries_by_expiry ON entries (channel, expires) WHERE expires IS NOT NULL;
-- The first expiry among the entries of a channel.
ALTER TABLE channels ADD COLUMN until INTEGER;

-- What a run was planned on beside `expected`, and who asked for it: empty for the origin of its articles.
ALTER TABLE runs ADD COLUMN writes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN actor TEXT NOT NULL DEFAULT '';
-- Not to be public before this time. NULL: at once.
ALTER TABLE staged_articles ADD COLUMN hold INTEGER;
ALTER TABLE staged_articles ADD COLUMN expires INTEGER;
-- The paths of our own pictures and recordings that the article shows: a JSON array.
ALTER TABLE staged_articles ADD COLUMN media TEXT;
-- Where a held article is released: the `writes` of the row that it is made of.
ALTER TABLE staged_articles ADD COLUMN released INTEGER;
-- Of a removal: why the article goes, as JSON {kind, at, reason, by}. NULL where it is taken for deleted.
ALTER TABLE staged_articles ADD COLUMN ending TEXT;
