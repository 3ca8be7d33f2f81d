-- The large columns stand last, so that reading the others touches no overflow page.
CREATE TABLE articles (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  slug TEXT NOT NULL UNIQUE,
  -- How the article came in: 'content' for files under content/.
  origin TEXT NOT NULL,
  -- For origin 'content': the file's path, and a digest of all that the stored article was made of.
  path TEXT,
  digest TEXT,
  -- Milliseconds since 1970-01-01T00:00:00Z. No two articles share an update time.
  published INTEGER NOT NULL,
  updated INTEGER NOT NULL UNIQUE,
  revision INTEGER NOT NULL,
  -- Bytes of the body.
  size INTEGER NOT NULL,
  -- The article as JSON, without its body.
  data TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX articles_by_origin ON articles (origin, path);
