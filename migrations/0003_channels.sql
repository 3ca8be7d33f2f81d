CREATE TABLE channels (
  key INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  slug TEXT NOT NULL,
  title TEXT NOT NULL,
  language TEXT,
  revision INTEGER NOT NULL,
  -- Seconds since 1970-01-01T00:00:00Z of the last change, at least one more for each.
  modified INTEGER NOT NULL,
  UNIQUE (kind, slug)
) STRICT;
INSERT INTO channels (kind, slug, title, revision, modified) VALUES ('all', '', '', 0, 0);
