-- Who may write over HTTP. A token is 32 random bytes: its digest needs no salt, and is found as it is.
CREATE TABLE tokens (
  -- SHA-256 of the token, in hexadecimal digits. The token itself is kept nowhere.
  hash TEXT PRIMARY KEY,
  -- What logs call it. Never given twice, so that the audit names one token.
  name TEXT NOT NULL UNIQUE,
  -- Whose articles it reaches.
  desk TEXT NOT NULL,
  -- What it may do: a JSON array.
  scopes TEXT NOT NULL,
  -- The ids of the sources that it may publish as: a JSON array. NULL for every one.
  publishers TEXT,
  -- Milliseconds since the epoch. It was used within the hour after the last one.
  created INTEGER NOT NULL,
  expires INTEGER,
  revoked INTEGER,
  used INTEGER
) STRICT, WITHOUT ROWID;

-- What clients of the API sent, as they edit it. Written with its article, in the same transaction.
CREATE TABLE receipts (
  -- 'api:' and the desk.
  origin TEXT NOT NULL,
  -- The client's own key. Of an item of a wire document the id of its article, which has a colon as no key has.
  name TEXT NOT NULL,
  id TEXT NOT NULL,
  -- A digest of data. Empty where the article is gone.
  etag TEXT NOT NULL,
  -- The article as JSON, its body sanitised. NULL where the article is gone: its text is kept no longer.
  data TEXT,
  -- When it was written, in ms since the epoch.
  at INTEGER NOT NULL,
  PRIMARY KEY (origin, name)
) STRICT;
CREATE INDEX receipts_by_id ON receipts (id);
