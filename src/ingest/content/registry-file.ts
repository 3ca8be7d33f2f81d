import { type Fault, failed, type Result, success } from '../../model/result.ts'
import type { Source } from '../../model/source.ts'
import { registrySchema } from '../../model/source-fields.ts'
import { validate } from '../validate.ts'
import { readText } from './text-file.ts'
import { readYaml } from './yaml.ts'

/** The sources that articles may name, by id. */
export type Registry = ReadonlyMap<string, Source>

export const REGISTRY_FILE = 'sources.yaml'

/** Reads content/sources.yaml: every source, or every fault. */
export function readRegistry(bytes: Uint8Array | undefined, file: string): Result<Registry, Fault[]> {
  const fault = (line: number, message: string) => failed([{ file, line, field: '-', message }])
  if (!bytes) return fault(1, 'is missing; write it with at least one publisher under "sources:"')
  const text = readText(bytes)
  if (!text.ok) return fault(text.failure.line, text.failure.message)
  const yaml = readYaml(text.value.replace(/^\uFEFF/, ''))
  if (!yaml.ok) return fault(yaml.failure.line + 1, yaml.failure.message)
  const { value, lineOf } = yaml.value
  const checked = validate(registrySchema, value ?? {}, (path) => ({ file, line: lineOf(path) + 1 }))
  if (!checked.ok) return failed(checked.failure.faults)
  const registry = new Map<string, Source>()
  const faults: Fault[] = []
  for (const [index, source] of checked.value.sources.entries()) {
    if (registry.has(source.id)) {
      const line = lineOf(['sources', index, 'id']) + 1
      faults.push({
        file,
        line,
        field: `sources[${index}].id`,
        message: 'is there twice; rename one of them',
      })
    }
    registry.set(source.id, withCaps(source, checked.value.caps))
  }
  for (const [index, { publishes = [] }] of checked.value.sources.entries()) {
    for (const [place, id] of publishes.entries()) {
      if (registry.has(id)) continue
      faults.push({
        file,
        line: lineOf(['sources', index, 'publishes', place]) + 1,
        field: `sources[${index}].publishes[${place}]`,
        message: `"${id}" is no source of this file; add it here or mend the id`,
      })
    }
  }
  return faults.length > 0 ? failed(faults) : success(registry)
}

function withCaps(source: Source, usual: Source['caps']): Source {
  return source.poll && usual ? { ...source, caps: { ...usual, ...source.caps } } : source
}
