-- Most statements of a switch-over only ask which articles are written or removed: they need not read whole rows.
CREATE INDEX staged_by_action ON staged_articles (run, action, id);
