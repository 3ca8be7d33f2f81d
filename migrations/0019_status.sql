-- Messages of queues that failed each time: the newest of them, for 30 days.
CREATE TABLE dead_letters (
  key INTEGER PRIMARY KEY,
  -- The queue's own name of the message: one that comes twice is stored once.
  id TEXT NOT NULL UNIQUE,
  -- Milliseconds since the epoch.
  at INTEGER NOT NULL,
  queue TEXT NOT NULL,
  -- What it asked for, as JSON, cut where it is long.
  message TEXT NOT NULL
) STRICT;

-- How many milliseconds after the write they came, all together: of those that succeeded.
ALTER TABLE hub_deliveries ADD COLUMN ms INTEGER NOT NULL DEFAULT 0;
