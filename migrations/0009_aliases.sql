-- What an article is known again by when its story arrives once more: its ids, pages, and digests of its text.
CREATE TABLE aliases (
  name TEXT PRIMARY KEY,
  article_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX aliases_by_article ON aliases (article_id);
-- Where a staged article came from: 'content', or 'poll:' and the id of a source.
ALTER TABLE staged_articles ADD COLUMN origin TEXT NOT NULL DEFAULT 'content';
-- A JSON array of names.
ALTER TABLE staged_articles ADD COLUMN aliases TEXT NOT NULL DEFAULT '[]';
-- For 'remove': the id of the article that takes over slugs and aliases.
ALTER TABLE staged_articles ADD COLUMN heir TEXT;
