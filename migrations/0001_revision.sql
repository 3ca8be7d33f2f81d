-- The number of the last write: max(previous + 1, now in ms), so that none ever comes twice.
CREATE TABLE revision (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  number INTEGER NOT NULL,
  -- Digest of the source registry that the stored articles were made with.
  registry TEXT NOT NULL
) STRICT;
INSERT INTO revision (id, number, registry) VALUES (1, 0, '');
