-- The words of the body, for the search index, made while the rows come in rather than in the transaction at the end.
-- NULL where the body is too large to be staged twice over, and for an article that is already stored.
ALTER TABLE staged_articles ADD COLUMN text TEXT;
