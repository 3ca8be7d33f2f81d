-- Where a write puts its rows before one transaction makes them the stored ones. Readers never look here.

-- A write that is under way. Without its row here what it has staged is gone, and it can no longer be committed.
CREATE TABLE runs (
  -- Never given twice, so that nobody stages into a run that took the place of his own.
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  -- When it began, in milliseconds since 1970-01-01T00:00:00Z.
  begun INTEGER NOT NULL,
  -- The revision that it was planned on, and the digest of the registry at that time.
  expected INTEGER NOT NULL,
  base TEXT NOT NULL,
  -- 1 where it makes the stored articles equal to content/.
  content INTEGER NOT NULL,
  -- The digest of the registry, and the version of the pipeline, that it brings. NULL where it leaves what is stored.
  registry TEXT,
  pipeline TEXT
) STRICT;

CREATE TABLE staged_articles (
  run INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
  id TEXT NOT NULL,
  -- What becomes of the article: 'write', 'remove', 'relist' where only its channels are others than before, or 'keep'
  -- where nothing is. A removal has no values in the columns that follow.
  action TEXT NOT NULL,
  -- As in articles.
  slug TEXT,
  origin TEXT,
  path TEXT,
  digest TEXT,
  published INTEGER,
  updated INTEGER,
  size INTEGER,
  listed INTEGER,
  -- The channels that list the article: a JSON array of {kind, slug, title, language}.
  channels TEXT,
  -- How the story is recognised when it arrives once more: a JSON array of names.
  aliases TEXT,
  -- For a removal: the id of the article that takes over slugs and aliases.
  heir TEXT,
  data TEXT,
  body TEXT,
  PRIMARY KEY (run, id)
) STRICT;
-- Most statements of a commit only ask which articles are written or removed: they need not read whole rows.
CREATE INDEX staged_by_action ON staged_articles (run, action, id);

-- The sources of a registry that is new.
CREATE TABLE staged_sources (
  run INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
  id TEXT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (run, id)
) STRICT;
