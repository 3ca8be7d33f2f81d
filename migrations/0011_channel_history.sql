-- How many entries ever arrived.
ALTER TABLE channels ADD COLUMN arrivals INTEGER NOT NULL DEFAULT 0;
-- The revision of the last write that took an entry out, or moved it back in time.
ALTER TABLE channels ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;
-- The revision of the newest archive.
ALTER TABLE channels ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;
UPDATE channels SET
  arrivals = (SELECT COUNT(*) FROM entries WHERE channel = channels.key),
  withdrawn = revision,
  archived = revision;
