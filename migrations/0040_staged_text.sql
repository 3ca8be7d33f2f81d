-- The text of the body, for the search index. NULL where the body is too large to be staged twice over, and for an
-- article that is already stored: the index then makes it of the body.
ALTER TABLE staged_articles ADD COLUMN text TEXT;
