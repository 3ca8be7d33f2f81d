-- The words of the index, in their order: what a beginning stands for is looked for here.
CREATE VIRTUAL TABLE search_words USING fts5vocab(search, instance);

-- Every article has words for the periods in which it was published too, in the column of channels: U+E001, the hours of
-- the period, and its number (see storage/search-periods). What is stored already gets into the index anew with them.
INSERT INTO search (search) VALUES ('delete-all');
INSERT INTO search (rowid, title, summary, body, channels)
SELECT o.place, a.data ->> 'title', a.data ->> 'summary',
  (SELECT group_concat(
      CASE WHEN instr(
        ' a abbr b bdi bdo cite code del em i ins kbd mark q s samp small strong sub sup time u var wbr ',
        ' ' || substr(ltrim(value, '/'), 1,
          MIN(instr(ltrim(value, '/') || ' ', ' '), instr(ltrim(value, '/') || '>', '>')) - 1) || ' '
      ) > 0 THEN '' ELSE ' ' END || substr(value, instr(value, '>') + 1), '')
    FROM json_each('[' || replace(json_quote(
      replace(replace(replace(replace(a.body, '&lt', ' '), '&gt', ' '), '&quot', ' '), '&amp', ' ')
    ), '<', '","') || ']')),
  COALESCE((SELECT group_concat(char(57344) || e.channel, ' ') FROM entries e WHERE e.article = o.key), '')
    || ' ' || char(57345) || '64x' || ((o.hour + 134217728) / 64)
    || ' ' || char(57345) || '512x' || ((o.hour + 134217728) / 512)
    || ' ' || char(57345) || '4096x' || ((o.hour + 134217728) / 4096)
    || ' ' || char(57345) || '32768x' || ((o.hour + 134217728) / 32768)
FROM (
  SELECT key, published / 3600000 AS hour, (published / 3600000) * 67108864 + key AS place
  FROM articles ORDER BY place LIMIT -1
) o CROSS JOIN articles a ON a.key = o.key;
