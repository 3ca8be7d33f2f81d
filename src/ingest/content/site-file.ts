import { type Fault, failed, type Result, success } from '../../model/result.ts'
import { DEFAULT_SITE, type Site } from '../../model/site.ts'
import { validate } from '../validate.ts'
import type { Content } from './folder.ts'
import { siteSchema } from './site-fields.ts'
import { readText } from './text-file.ts'
import { readYaml } from './yaml.ts'

export const SITE_FILE = 'site.yaml'

/** What a content folder says of its site, and whether it says anything. */
export interface ReadSite {
  readonly site: Site
  /** Whether the file is missing, so that the site is the usual one. */
  readonly isMissing: boolean
}

/** Reads content/site.yaml: the site, or every fault. Without the file it is the usual one. */
export async function readSiteFile(content: Content): Promise<Result<ReadSite, readonly Fault[]>> {
  const bytes = await content.readFile(SITE_FILE)
  if (!bytes.ok) return failed([bytes.failure])
  if (!bytes.value) return success({ site: DEFAULT_SITE, isMissing: true })
  const site = readSiteText(bytes.value, `${content.name}/${SITE_FILE}`)
  return site.ok ? success({ site: site.value, isMissing: false }) : site
}

/** Reads the text of a site.yaml. `file` is its path in messages. */
export function readSiteText(bytes: Uint8Array, file: string): Result<Site, readonly Fault[]> {
  const fault = (line: number, message: string) => failed([{ file, line, field: '-', message }])
  const text = readText(bytes)
  if (!text.ok) return fault(text.failure.line, text.failure.message)
  const yaml = readYaml(text.value.replace(/^\uFEFF/, ''))
  if (!yaml.ok) return fault(yaml.failure.line + 1, yaml.failure.message)
  const { value, lineOf } = yaml.value
  const checked = validate(siteSchema, value ?? {}, (path) => ({ file, line: lineOf(path) + 1 }))
  return checked.ok ? success({ ...DEFAULT_SITE, ...checked.value }) : failed(checked.failure.faults)
}
