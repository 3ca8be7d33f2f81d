-- The words of what is stored already, by the same statement as a write adds them (src/storage/search-index.ts).
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
  (SELECT group_concat(char(57344) || e.channel, ' ') FROM entries e WHERE e.article = a.key)
FROM (
  SELECT key, (published / 3600000) * 67108864 + key AS place FROM articles ORDER BY 2 LIMIT -1
) o CROSS JOIN articles a ON a.key = o.key;
