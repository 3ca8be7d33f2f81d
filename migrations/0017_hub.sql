-- The WebSub hub. Times are milliseconds since the epoch, where nothing else is said.

-- The revision up to which changed channels were looked through, how many requests were ever taken, and how many wait.
CREATE TABLE hub (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  scanned INTEGER NOT NULL,
  taken INTEGER NOT NULL DEFAULT 0,
  pending INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO hub (id, scanned) SELECT 1, number FROM revision WHERE id = 1;

-- Requests whose intent is still to be verified, and denials that are still to be told.
CREATE TABLE hub_requests (
  -- From hub.taken: a later request has a higher number, and wins.
  key INTEGER PRIMARY KEY,
  -- 'subscribe', 'unsubscribe' or 'denied'.
  mode TEXT NOT NULL,
  url TEXT NOT NULL,
  kind TEXT NOT NULL,
  slug TEXT NOT NULL,
  format TEXT NOT NULL,
  callback TEXT NOT NULL,
  host TEXT NOT NULL,
  secret TEXT,
  -- Seconds.
  lease INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  -- When it is asked again, or for the first time where its message was lost.
  next_at INTEGER NOT NULL,
  -- When it is forgotten.
  expires INTEGER NOT NULL
) STRICT;
CREATE INDEX hub_requests_by_callback ON hub_requests (url, callback);
CREATE INDEX hub_requests_by_time ON hub_requests (next_at);

-- Feeds that somebody has subscribed to.
CREATE TABLE topics (
  key INTEGER PRIMARY KEY,
  url TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  slug TEXT NOT NULL,
  format TEXT NOT NULL,
  -- The revision of the channel that was looked at last, and the one that every subscriber is to have.
  seen INTEGER NOT NULL,
  pushed INTEGER NOT NULL,
  -- When its chunks were put into the queue last.
  announced INTEGER NOT NULL DEFAULT 0,
  -- 1 where something was taken out, so that this goes before all others.
  urgent INTEGER NOT NULL DEFAULT 0,
  -- 0 until all of its chunks have what was pushed.
  settled INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX topics_by_channel ON topics (kind, slug);
CREATE INDEX topics_unsettled ON topics (urgent DESC, announced) WHERE settled = 0;

-- At most 200 subscriptions of a topic, which one run serves. One run at a time, so that nobody gets an older version later.
CREATE TABLE hub_chunks (
  topic INTEGER NOT NULL REFERENCES topics (key),
  chunk INTEGER NOT NULL,
  -- 1 for callbacks that were slow or failed: they keep no others waiting.
  slow INTEGER NOT NULL,
  size INTEGER NOT NULL DEFAULT 0,
  -- What its subscriptions have, and when they got it.
  revision INTEGER NOT NULL,
  at INTEGER NOT NULL,
  -- The run that serves it, and until when no other may.
  claim TEXT,
  busy_until INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (topic, chunk)
) STRICT, WITHOUT ROWID;
-- Holds all that is read of a chunk to put it into the queue.
CREATE INDEX hub_chunks_behind ON hub_chunks (topic, revision, slow);
CREATE INDEX hub_chunks_open ON hub_chunks (topic, slow, chunk) WHERE size < 200;

CREATE TABLE subscriptions (
  key INTEGER PRIMARY KEY,
  topic INTEGER NOT NULL REFERENCES topics (key),
  chunk INTEGER NOT NULL,
  callback TEXT NOT NULL,
  host TEXT NOT NULL,
  secret TEXT,
  -- When it was verified last, and when its lease ends.
  since INTEGER NOT NULL,
  lease_until INTEGER NOT NULL,
  -- The number of the request that made it.
  request INTEGER NOT NULL,
  -- What it had when it was moved to another chunk.
  has INTEGER NOT NULL DEFAULT 0,
  -- 1 where it has not got all: then the next push is the whole document.
  missed INTEGER NOT NULL DEFAULT 0,
  -- Of a push that failed: how often it was tried, when it is tried again, and what came of it last.
  attempts INTEGER NOT NULL DEFAULT 0,
  retry_at INTEGER,
  status INTEGER,
  UNIQUE (topic, callback)
) STRICT;
CREATE INDEX subscriptions_by_chunk ON subscriptions (topic, chunk, key);
CREATE INDEX subscriptions_by_lease ON subscriptions (lease_until);
CREATE INDEX subscriptions_by_retry ON subscriptions (retry_at) WHERE retry_at IS NOT NULL;

-- How many subscriptions the callbacks of a host have.
CREATE TABLE hub_hosts (
  host TEXT PRIMARY KEY,
  subscriptions INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What became of deliveries, by hour since the epoch: how many failed or ended a subscription, and how many succeeded within
-- so many milliseconds of the write.
CREATE TABLE hub_deliveries (
  hour INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (hour, outcome)
) STRICT, WITHOUT ROWID;
