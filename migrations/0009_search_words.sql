-- Of some articles the search index has other words than stand in them: of scripts without spaces single letters, of Arabic
-- words the form without article. SQL cannot make them. The program makes them when it stages an article.

-- The words of title, summary and body as a JSON object. Empty where the index has these as they are. NULL where nobody has
-- looked yet.
ALTER TABLE staged_articles ADD COLUMN words TEXT;

-- Stored articles that nobody has looked at. Every write looks at some of them, until there are none.
CREATE TABLE unread_articles (
  article INTEGER PRIMARY KEY REFERENCES articles (key) ON DELETE CASCADE
) STRICT;
INSERT INTO unread_articles (article) SELECT key FROM articles;
