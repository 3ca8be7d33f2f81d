-- The archives of a channel: the hundred entries that arrived together, and the last write that touched one.
CREATE TABLE archives (
  channel INTEGER NOT NULL REFERENCES channels (key) ON DELETE CASCADE,
  -- From 1, the oldest.
  number INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  PRIMARY KEY (channel, number)
) STRICT, WITHOUT ROWID;
INSERT INTO archives (channel, number, revision)
  SELECT e.channel, (e.arrival - 1) / 100 + 1, MAX(c.revision)
  FROM entries e JOIN channels c ON c.key = e.channel GROUP BY 1, 2;
