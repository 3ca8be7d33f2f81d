-- Which articles a channel lists. A feed reads a range of the primary key, newest first.
CREATE TABLE entries (
  channel INTEGER NOT NULL REFERENCES channels (key),
  published INTEGER NOT NULL,
  article INTEGER NOT NULL REFERENCES articles (key),
  -- Bytes of the article's body, so that a feed knows where its size limit falls before it reads a body.
  size INTEGER NOT NULL,
  PRIMARY KEY (channel, published, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX entries_by_article ON entries (article);
