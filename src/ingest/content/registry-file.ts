import type { Fault } from '../../model/result.ts'
import { registrySchema, type Source } from '../../model/source.ts'
import { validate } from '../validate.ts'
import { decodeUtf8, FILE_LIMIT } from './utf8-file.ts'
import { readYaml } from './yaml.ts'

/** The sources that articles may name, by id. */
export type Registry = ReadonlyMap<string, Source>

export const REGISTRY_FILE = 'sources.yaml'

/** Reads content/sources.yaml: every source, or every fault. */
export function readRegistry(
  bytes: Uint8Array | undefined,
  file: string,
): { ok: true; registry: Registry } | { ok: false; faults: Fault[] } {
  const failed = (line: number, message: string) => ({
    ok: false as const,
    faults: [{ file, line, field: '-', message }],
  })
  if (!bytes) return failed(1, 'is missing; write it with at least one publisher under "sources:"')
  if (bytes.length > FILE_LIMIT) return failed(1, `is larger than ${FILE_LIMIT} bytes`)
  const decoded = decodeUtf8(bytes)
  if (!decoded.ok) return failed(decoded.line, 'has bytes that are not UTF-8; save the file as UTF-8')
  const yaml = readYaml(decoded.text.replace(/^\uFEFF/, ''))
  if (!yaml.ok) return failed(yaml.line + 1, yaml.message)
  const checked = validate(registrySchema, yaml.value ?? {}, (path) => ({
    file,
    line: yaml.lineOf(path) + 1,
  }))
  if (!checked.ok) return checked
  const registry = new Map<string, Source>()
  const faults: Fault[] = []
  for (const [index, source] of checked.value.sources.entries()) {
    if (registry.has(source.id)) {
      const line = yaml.lineOf(['sources', index, 'id']) + 1
      faults.push({
        file,
        line,
        field: `sources[${index}].id`,
        message: 'is there twice; rename one of them',
      })
    }
    registry.set(source.id, source)
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, registry }
}
