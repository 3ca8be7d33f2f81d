-- What changed since: for taking old copies out of the cache in front of the Worker.
CREATE INDEX channels_by_revision ON channels (revision);
