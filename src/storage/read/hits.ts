/**
 * SQL: the articles of `hits` (published, article, size, hit), numbered in this order by `nth`, each with its
 * body while the bodies of it and of all before it stay within so many bytes. The sums are taken over sizes
 * alone, before any body is read: a hundred of the largest would not fit into a Worker's memory.
 */
export function articlesOfHits(order: string, bodyBytes: string): string {
  return `
    totals AS (
      SELECT published, article, hit, ROW_NUMBER() OVER newest AS nth, SUM(size) OVER newest AS total
      FROM hits WINDOW newest AS (ORDER BY ${order}))
    SELECT t.nth, t.published, t.article, t.hit, a.data, CASE WHEN t.total <= ${bodyBytes} THEN a.body END AS body
    FROM totals t LEFT JOIN articles a ON a.key = t.article AND t.hit = 1`
}
