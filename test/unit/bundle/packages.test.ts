import { createRequire } from 'node:module'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { naughtyHref } from '../../../src/bundle/packages.ts'
import { runs } from '../../support/runs.ts'

const launder = createRequire(import.meta.url)('launder') as { readonly naughtyHref: typeof naughtyHref }

const part = fc.constantFrom(
  ...[
    'java',
    'script:',
    'http',
    'HTTPS:',
    'mailto:',
    ':',
    '//',
    '\\',
    '/',
    '<!--',
    '-->',
    '<!-->',
    '--',
    '>',
    'x',
  ],
  ...[
    '\u0000',
    '\n',
    '\t',
    ' ',
    '\u001f',
    '\u007f',
    '\u00a0',
    '\u2028',
    '1',
    '+',
    '.',
    '-',
    'data:',
    '?a=b:c',
    '\uffff',
  ],
)

describe('what the bundle has in place of packages', () => {
  it('takes for dangerous the links that launder takes for dangerous', () => {
    const link = fc.array(part, { maxLength: 9 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(link, fc.boolean(), (href, allowProtocolRelative) => {
        const options = { allowedSchemes: ['http', 'https', 'mailto'], allowProtocolRelative }
        expect(naughtyHref(href, options)).toBe(launder.naughtyHref(href, options))
      }),
      { numRuns: runs(300) },
    )
    expect(naughtyHref(undefined, { allowedSchemes: [] })).toBe(false)
    expect(naughtyHref('java\nscript:x', { allowedSchemes: ['http'] })).toBe(true)
  })
})
