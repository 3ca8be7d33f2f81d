-- The revision of the article, so that a feed knows which of its articles have changed without looking at each. NULL in rows
-- of before this migration, until their article is written again: there may be millions of them, and readers ask the article
-- then.
ALTER TABLE entries ADD COLUMN revision INTEGER;
