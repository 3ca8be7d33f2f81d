-- The registry of content/sources.yaml as the last sync read it: what a poll knows of its source and of others.
CREATE TABLE sources (
  id TEXT PRIMARY KEY,
  -- The source as JSON.
  data TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The state of each feed that is polled: made and removed with the registry. Times are milliseconds since the epoch.
CREATE TABLE polls (
  source TEXT PRIMARY KEY,
  -- The feed as the registry has it, and where a permanent redirect has led since.
  feed TEXT NOT NULL,
  moved TEXT,
  -- The validators of the last document.
  etag TEXT,
  last_modified TEXT,
  -- How long the last document may be kept, by its own words, in milliseconds.
  ttl INTEGER,
  last_success INTEGER,
  next_poll INTEGER NOT NULL,
  -- Failures since the last success, and the reason of the last one.
  failures INTEGER NOT NULL DEFAULT 0,
  last_error TEXT,
  -- 1 where the feed has said that it is gone for good.
  gone INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX polls_due ON polls (next_poll) WHERE gone = 0;
