-- How many articles a channel lists, kept by every write, so that no list of channels has to count them.
ALTER TABLE channels ADD COLUMN entries INTEGER NOT NULL DEFAULT 0;
UPDATE channels SET entries = (SELECT COUNT(*) FROM entries WHERE entries.channel = channels.key);
-- The channels that list something: in the order of their addresses, and of each kind the largest first.
CREATE INDEX channels_by_address ON channels (kind, slug) WHERE entries > 0;
CREATE INDEX channels_by_entries ON channels (kind, entries DESC, slug) WHERE entries > 0;
