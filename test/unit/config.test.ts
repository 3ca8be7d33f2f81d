import { describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { pollOptions } from '../../src/ingest/poll/queue.ts'

const configOf = (variables: object) => readConfig({ DB: null as never, ...variables })

describe('the language and zone of the site', () => {
  it('the language and zone of the site are those of what is polled and says neither', () => {
    const site = { language: 'en-GB', timezone: 'Europe/London' }
    expect(pollOptions(configOf({ SITE_LANGUAGE: 'en-GB', SITE_TIMEZONE: 'Europe/London' })).site).toEqual(
      site,
    )
    expect(configOf({ SITE_LANGUAGE: '', SITE_TIMEZONE: '' }).site).toEqual({})
    expect(configOf({}).site).toEqual({})
  })

  it.each([
    [
      { SITE_LANGUAGE: 'bahasa indonesia' },
      'SITE_LANGUAGE is "bahasa indonesia"; it has to be a language tag such as',
    ],
    [
      { SITE_TIMEZONE: 'WIB+7' },
      'SITE_TIMEZONE is "WIB+7"; it has to be an IANA time zone such as Asia/Jakarta',
    ],
  ])(
    'the language and zone of the site are an error that says what they have to be: %o',
    (variables, message) => {
      expect(() => configOf(variables)).toThrow(message)
    },
  )
})
