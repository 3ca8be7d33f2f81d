-- Every article's words. The text itself is not kept a second time: it is in articles.
-- rowid: (hours since 1970-01-01T00:00Z of the publication) * 2^26 + the article's key. Walked from the end it gives
-- the newest first, and no database of 10 GB holds 2^26 articles.
-- channels: U+E000 and the key of each channel that lists the article, as one word each.
CREATE VIRTUAL TABLE search USING fts5 (
  title, summary, body, channels,
  content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
