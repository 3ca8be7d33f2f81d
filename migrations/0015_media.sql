-- Which of our own pictures and recordings public articles show. A path that is not here is answered with 404, though
-- the file is among the static assets.
CREATE TABLE media (
  path TEXT NOT NULL,
  -- When the article expires; 8640000000000000 where it does not.
  until INTEGER NOT NULL,
  article INTEGER NOT NULL,
  PRIMARY KEY (path, until, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX media_by_article ON media (article);
-- What is stored already: U+001A stands in bodies before each path of ours.
INSERT OR IGNORE INTO media (path, until, article)
SELECT substr(p.value, 1, instr(p.value || '"', '"') - 1), 8640000000000000, a.key
FROM articles a, json_each('[' || replace(json_quote(a.body), '\u001a', '","') || ']') p
WHERE instr(a.body, char(26)) > 0 AND p.value LIKE '/media/%';
INSERT OR IGNORE INTO media (path, until, article)
SELECT substr(data ->> '$.image.url', 2), 8640000000000000, key
FROM articles WHERE data ->> '$.image.url' LIKE char(26) || '/media/%';
