-- Slugs that were public once. While the article is stored, its old slug redirects; after that it is gone.
CREATE TABLE former_slugs (
  slug TEXT PRIMARY KEY,
  article_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
