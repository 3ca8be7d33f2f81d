-- How many entries a channel has, so that a feed of several channels walks the rarest of them.
ALTER TABLE channels ADD COLUMN entries INTEGER NOT NULL DEFAULT 0;
