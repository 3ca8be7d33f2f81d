-- Migrations go forward only: once a file is in a release it is never changed, and what comes later is a new file.
-- The loader splits a file at its semicolons, so there is none in a string, a comment or a trigger.

-- One row: what every write moves on.
CREATE TABLE revision (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  -- The number of the last write: max(previous + 1, now in ms), so that none ever comes twice.
  number INTEGER NOT NULL,
  -- A digest of the source registry that the stored articles were made with.
  registry TEXT NOT NULL,
  -- The version of the program's way from a file to a stored article and its channels.
  pipeline TEXT NOT NULL,
  -- The number of the last write that made the stored articles equal to content/.
  content INTEGER NOT NULL
) STRICT;
INSERT INTO revision (id, number, registry, pipeline, content) VALUES (1, 0, '', '', 0);

-- The large columns stand last, so that reading the others touches no overflow page.
CREATE TABLE articles (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  slug TEXT NOT NULL UNIQUE,
  -- How the article came in: 'content' for files under content/, 'poll:' and the id of a source for a polled feed.
  origin TEXT NOT NULL,
  -- The file's path, or the feed's address, and a digest of all that the stored article was made of.
  path TEXT,
  digest TEXT,
  -- Milliseconds since 1970-01-01T00:00:00Z. No two articles share an update time.
  published INTEGER NOT NULL,
  updated INTEGER NOT NULL UNIQUE,
  revision INTEGER NOT NULL,
  -- Bytes of the body.
  size INTEGER NOT NULL,
  -- 1 where sitemaps list our copy, 0 where its publisher or a source wants that left to the original.
  listed INTEGER NOT NULL,
  -- The article as JSON, without its body.
  data TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX articles_by_origin ON articles (origin, path);
-- A part of the sitemap is ten thousand keys. Everything that a part prints is in the index.
CREATE INDEX articles_of_sitemap ON articles ((key - 1) / 10000, revision, slug, updated) WHERE listed = 1;

-- Slugs that were public once. While the article is stored, its old slug redirects; after that it is gone.
CREATE TABLE former_slugs (
  slug TEXT PRIMARY KEY,
  article_id TEXT NOT NULL,
  -- Of the write that gave it up. Here and below: a write that was planned before is planned anew.
  revision INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- How a story is recognised when it arrives once more: by its ids, its pages, and digests of its text.
CREATE TABLE aliases (
  name TEXT PRIMARY KEY,
  article_id TEXT NOT NULL,
  -- Of the write that gave it to the article.
  revision INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX aliases_by_article ON aliases (article_id);

-- The ids of articles that were removed. They stay taken for ever: readers would show another article under such an id
-- as the old one, or not at all.
CREATE TABLE withdrawn_ids (
  id TEXT PRIMARY KEY,
  -- Of the write that removed it.
  revision INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
