-- What readers on the web say in their User-Agent: for how many people they ask for a feed. Nothing of a person is here.
CREATE TABLE subscribers (
  -- Days since 1970-01-01T00:00:00Z.
  day INTEGER NOT NULL,
  -- The reader's name without numbers and addresses.
  agent TEXT NOT NULL,
  -- The channel's path; empty for the channel of everything.
  channel TEXT NOT NULL,
  format TEXT NOT NULL,
  -- The largest number of that day.
  subscribers INTEGER NOT NULL,
  PRIMARY KEY (day, agent, channel, format)
) STRICT, WITHOUT ROWID;

-- What an isolate has counted since it wrote the last time: a JSON object of names and numbers. Rows are added up into
-- `counts` when their hour is over.
CREATE TABLE counted (
  key INTEGER PRIMARY KEY,
  -- Milliseconds since the epoch.
  at INTEGER NOT NULL,
  counts TEXT NOT NULL
) STRICT;
CREATE INDEX counted_by_time ON counted (at);

-- The sums of all isolates.
CREATE TABLE counts (
  -- 'hour', 'day', or 'all' for what was ever counted.
  span TEXT NOT NULL,
  -- Which hour or day since the epoch; 0 for 'all'.
  at INTEGER NOT NULL,
  name TEXT NOT NULL,
  value INTEGER NOT NULL,
  PRIMARY KEY (span, at, name)
) STRICT, WITHOUT ROWID;
