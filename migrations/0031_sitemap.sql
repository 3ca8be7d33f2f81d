-- The articles of each part of the sitemap, ten thousand keys a part, and which of them it lists: all but those
-- whose publisher or source wants our copy left out. Everything that a part prints is in the index.
CREATE INDEX articles_of_sitemap ON articles (
  (key - 1) / 10000,
  (instr(data, '"syndication":"noindex"') = 0
    AND (instr(data, '"syndication":"canonical"') = 0 OR data ->> '$.original' IS NULL)),
  revision,
  slug,
  updated
);
