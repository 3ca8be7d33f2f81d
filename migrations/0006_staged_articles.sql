-- Where a sync puts its rows before it switches them over in one transaction. Readers never look here.
CREATE TABLE staged_articles (
  -- One sync: the millisecond it began, a hyphen, a random part.
  run TEXT NOT NULL,
  id TEXT NOT NULL,
  slug TEXT NOT NULL,
  path TEXT NOT NULL,
  digest TEXT NOT NULL,
  published INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  size INTEGER NOT NULL,
  -- The channels that list the article: a JSON array of {kind, slug, title, language}.
  channels TEXT NOT NULL,
  -- What becomes of it: 'write', 'remove', or 'keep' where the stored article is the same already.
  action TEXT NOT NULL,
  data TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (run, id)
) STRICT;
