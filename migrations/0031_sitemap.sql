-- The articles that a sitemap lists, ten thousand keys a part: all but those whose publisher or source wants
-- its copies left to the original. Everything that a part prints is in the index.
CREATE INDEX articles_of_sitemap ON articles ((key - 1) / 10000, revision, slug, updated)
  WHERE instr(data, '"syndication":"noindex"') = 0
    AND (instr(data, '"syndication":"canonical"') = 0 OR data ->> '$.original' IS NULL);
