const TABLE = /^\s*\[/
const DATABASES = /^\s*\[\[(?:env\.[^\]]+\.)?d1_databases\]\]\s*(?:#.*)?$/

/** The text of a wrangler.toml with the id of a database; `undefined` where it has no such lines to change. */
export function withDatabaseId(text: string, name: string, id: string): string | undefined {
  const lines = text.split('\n')
  for (let start = 0; start < lines.length; start++) {
    if (!DATABASES.test(lines[start] ?? '')) continue
    const rest = lines.slice(start + 1)
    const length = rest.findIndex((line) => TABLE.test(line))
    const table = length === -1 ? rest : rest.slice(0, length)
    if (!table.some((line) => valueAt(line, 'database_name') === name)) continue
    const at = table.findIndex((line) => valueAt(line, 'database_id') !== undefined)
    if (at === -1) return undefined
    const line = lines[start + 1 + at] ?? ''
    lines[start + 1 + at] = line.replace(/(["'])[^"']*\1/, `"${id}"`)
    return lines.join('\n')
  }
  return undefined
}

function valueAt(line: string, key: string): string | undefined {
  const [, name, , value] = /^\s*([\w-]+)\s*=\s*(["'])([^"']*)\2/.exec(line) ?? []
  return name === key ? value : undefined
}
