-- What the last document of a feed lost on its way in: a JSON array of {kind, number, first}.
ALTER TABLE polls ADD COLUMN omitted TEXT NOT NULL DEFAULT '[]';
-- The day of the last poll that brought articles, in days since 1970-01-01T00:00:00Z, and how many new ones the feed has
-- brought on it.
ALTER TABLE polls ADD COLUMN day INTEGER NOT NULL DEFAULT 0;
ALTER TABLE polls ADD COLUMN added INTEGER NOT NULL DEFAULT 0;
