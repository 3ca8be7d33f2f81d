-- The place of an entry in its channel by order of arrival, from 1; never given twice. Archives are cut by it.
ALTER TABLE entries ADD COLUMN arrival INTEGER NOT NULL DEFAULT 0;
UPDATE entries SET arrival = n.arrival
FROM (
  SELECT channel, article, ROW_NUMBER() OVER (PARTITION BY channel ORDER BY published, article) AS arrival
  FROM entries
) n
WHERE n.channel = entries.channel AND n.article = entries.article;
CREATE UNIQUE INDEX entries_by_arrival ON entries (channel, arrival);
