import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { withDatabaseId } from '../../../../src/cli/deploy/database-id.ts'

const ID = '12345678-0000-4000-8000-000000000000'
const file = readFileSync('wrangler.toml', 'utf8')

/** The lines that differ, as [before, after]. */
function changed(before: string, after: string | undefined): (string | undefined)[][] {
  const lines = after?.split('\n') ?? []
  return before.split('\n').flatMap((line, index) => (line === lines[index] ? [] : [[line, lines[index]]]))
}

describe('the id of a database in wrangler.toml', () => {
  it.each([
    ['warta', 'database_name = "warta"'],
    ['warta-staging', 'database_name = "warta-staging"'],
  ])('The id of %s is written, and every other line of the file stays as it is', (name, before) => {
    const edited = withDatabaseId(file, name, ID)
    expect(changed(file, edited)).toEqual([
      ['database_id = "00000000-0000-0000-0000-000000000000"', `database_id = "${ID}"`],
    ])
    const table = edited?.slice(edited.indexOf(before)) ?? ''
    expect(table.slice(0, table.indexOf('migrations_dir'))).toContain(ID)
  })

  it('The id that the local database has stays', () => {
    const edited = withDatabaseId(file, 'warta', ID) ?? ''
    expect(edited).toContain('preview_database_id = "00000000-0000-0000-0000-000000000000"')
  })

  it('A comment behind the id, other quotes and other white space stay', () => {
    const text = "[[d1_databases]]  # one\n database_id='x'   # of 2026\ndatabase_name='kabar'\n"
    expect(withDatabaseId(text, 'kabar', ID)).toBe(text.replace("'x'", `"${ID}"`))
  })

  it('A file without the database, or without an id of it, is not changed', () => {
    expect(withDatabaseId(file, 'other', ID)).toBeUndefined()
    expect(withDatabaseId('[[d1_databases]]\ndatabase_name = "kabar"\n', 'kabar', ID)).toBeUndefined()
    expect(withDatabaseId('[vars]\ndatabase_name = "kabar"\ndatabase_id = ""\n', 'kabar', ID)).toBeUndefined()
  })
})
