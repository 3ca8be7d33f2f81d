import { describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'

const configOf = (variables: object) => readConfig({ DB: null as never, ...variables })

describe('variables of former days', () => {
  it.each([
    ['SITE_NAME', 'name: Kabar Kita'],
    ['SITE_LANGUAGE', 'languages: [id]'],
    ['SITE_TIMEZONE', 'timezone: Asia/Jakarta'],
  ])('%s is refused with the line of content/site.yaml that takes its place', (name, line) => {
    expect(() => configOf({ [name]: 'x' })).toThrow(
      `${name} is no variable any more; take it out of wrangler.toml and write it into content/site.yaml, such as "${line}"`,
    )
    expect(() => configOf({ [name]: '' })).not.toThrow()
  })
})
