import { describe, expect, it } from 'vitest'
import { htmlDecodeTree } from '../../../node_modules/entities/dist/esm/decode.js'
import { entityTree } from '../../../src/bundle/entity-tree.ts'
import { packTree } from '../../../src/cli/entity-table.ts'

describe('the table of named character references in the bundle', () => {
  it('is the table of the entities package, number for number', () => {
    expect(htmlDecodeTree.length).toBeGreaterThan(10_000)
    expect(entityTree(packTree(htmlDecodeTree))).toEqual(htmlDecodeTree)
  })

  it('is packed in printable ASCII, which a bundler does not write in longer forms', () => {
    const { nodes, units, links } = packTree(htmlDecodeTree)
    expect(nodes + units + links).toMatch(/^[ -~]+$/)
  })
})
