-- How many articles of each language a channel lists, kept by every write. The channel speaks the language of most of them.
-- Where two languages have as many it is NULL, and the channel speaks that of the site.
CREATE TABLE channel_languages (
  channel INTEGER NOT NULL REFERENCES channels (key) ON DELETE CASCADE,
  language TEXT NOT NULL,
  entries INTEGER NOT NULL,
  PRIMARY KEY (channel, language)
) STRICT, WITHOUT ROWID;
INSERT INTO channel_languages (channel, language, entries)
SELECT e.channel, a.data ->> 'language', COUNT(*)
FROM channels c JOIN entries e ON e.channel = c.key JOIN articles a ON a.key = e.article
WHERE c.kind NOT IN ('all', 'languages') GROUP BY 1, 2;
UPDATE channels SET language = (
  SELECT CASE WHEN COUNT(*) = 1 THEN MIN(l.language) END FROM channel_languages l
  WHERE l.channel = channels.key
    AND l.entries = (SELECT MAX(m.entries) FROM channel_languages m WHERE m.channel = channels.key))
WHERE kind NOT IN ('all', 'languages');

-- The slugs that an article had once, which a commit hands over with the article.
CREATE INDEX former_slugs_by_article ON former_slugs (article_id);
