-- The registry of content/sources.yaml as the last sync read it: what a poll knows of its source and of others.
CREATE TABLE sources (
  id TEXT PRIMARY KEY,
  data TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- The next sync writes the registry anew, and with it this table.
UPDATE revision SET registry = '';
