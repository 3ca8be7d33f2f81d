-- Whose site it is: content/site.yaml as the last sync read it, with the names of the files that were built for it. There
-- is no row before the first sync.
CREATE TABLE site (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  -- Of the write that changed it.
  revision INTEGER NOT NULL,
  -- The site as JSON.
  data TEXT NOT NULL
) STRICT;

-- The revision of the site, and how many items its feeds show. Here for documents of the site as a whole, and in every channel for its own, so that the row
-- which tells a document's version also tells which site it shows.
ALTER TABLE revision ADD COLUMN site INTEGER NOT NULL DEFAULT 0;
ALTER TABLE revision ADD COLUMN items INTEGER NOT NULL DEFAULT 30;
ALTER TABLE channels ADD COLUMN site INTEGER NOT NULL DEFAULT 0;
-- For the channel of everything alone: the languages of the site as a JSON array, by which its page is negotiated.
ALTER TABLE channels ADD COLUMN languages TEXT;

-- The site that a run brings, as JSON. NULL where it leaves what is stored.
ALTER TABLE runs ADD COLUMN site TEXT;
