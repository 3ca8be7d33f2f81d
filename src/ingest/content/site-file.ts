import type * as v from 'valibot'
import { type Fault, failed, type Result, success } from '../../model/result.ts'
import { DEFAULT_SITE, type Site } from '../../model/site.ts'
import { validate } from '../validate.ts'
import type { Content } from './folder.ts'
import { siteSchema } from './site-fields.ts'
import { iconFault, readSiteImage, type SiteImage } from './site-image.ts'
import { makeLooks, type SiteAsset } from './site-looks.ts'
import { readText } from './text-file.ts'
import { readYaml } from './yaml.ts'

export const SITE_FILE = 'site.yaml'

/** What a content folder says of its site, and whether it says anything. */
export interface ReadSite {
  readonly site: Site
  /** The files that are built for it. */
  readonly assets: readonly SiteAsset[]
  /** Whether the file is missing, so that the site is the usual one. */
  readonly isMissing: boolean
}

/** What the text of a site.yaml says, and where. Lines count from 1. */
export interface SiteText {
  readonly said: v.InferOutput<typeof siteSchema>
  readonly lineOf: (field: 'icon' | 'logo') => number
}

/** Reads content/site.yaml: the site, or every fault. Without the file it is the usual one. */
export async function readSiteFile(content: Content): Promise<Result<ReadSite, readonly Fault[]>> {
  const bytes = await content.readFile(SITE_FILE)
  if (!bytes.ok) return failed([bytes.failure])
  if (!bytes.value) return success({ site: DEFAULT_SITE, assets: [], isMissing: true })
  const text = readSiteText(bytes.value, `${content.name}/${SITE_FILE}`)
  if (!text.ok) return text
  const { icon, logo, ...said } = text.value.said
  const images = {
    icon: await imageOf(content, 'icon', text.value),
    logo: await imageOf(content, 'logo', text.value),
  }
  const faults = Object.values(images).flatMap((image) => (image.ok ? [] : [image.failure]))
  if (!images.icon.ok || !images.logo.ok) return failed(faults)
  const site = { ...DEFAULT_SITE, ...said, assumed: assumedOf(said) }
  const { looks, assets } = await makeLooks({ ...site, icon: images.icon.value, logo: images.logo.value })
  return success({ site: { ...site, looks }, assets, isMissing: false })
}

/** What a site says of documents that come in: see `Site`. */
export function assumedOf({
  languages,
  timezone,
}: Pick<SiteText['said'], 'languages' | 'timezone'>): Site['assumed'] {
  const language = languages?.length === 1 ? languages[0] : undefined
  return { ...(language !== undefined && { language }), ...(timezone !== undefined && { timezone }) }
}

async function imageOf(
  content: Content,
  field: 'icon' | 'logo',
  { said, lineOf }: SiteText,
): Promise<Result<SiteImage | undefined, Fault>> {
  const path = said[field]
  if (path === undefined) return success(undefined)
  const file = `${content.name}/${SITE_FILE}`
  const fault = (message: string) =>
    failed({ file, line: lineOf(field), field, message: `${content.name}/${path} ${message}` })
  const bytes = await content.readFile(path)
  if (!bytes.ok) return fault(bytes.failure.message)
  const image = readSiteImage(bytes.value)
  if (!image.ok) return fault(image.failure)
  const wrong = field === 'icon' ? iconFault(image.value) : undefined
  return wrong === undefined ? image : fault(wrong)
}

/** Reads the text of a site.yaml. `file` is its path in messages. */
export function readSiteText(bytes: Uint8Array, file: string): Result<SiteText, readonly Fault[]> {
  const fault = (line: number, message: string) => failed([{ file, line, field: '-', message }])
  const text = readText(bytes)
  if (!text.ok) return fault(text.failure.line, text.failure.message)
  const yaml = readYaml(text.value.replace(/^\uFEFF/, ''))
  if (!yaml.ok) return fault(yaml.failure.line + 1, yaml.failure.message)
  const { value, lineOf } = yaml.value
  const checked = validate(siteSchema, value ?? {}, (path) => ({ file, line: lineOf(path) + 1 }))
  return checked.ok
    ? success({ said: checked.value, lineOf: (field) => lineOf([field]) + 1 })
    : failed(checked.failure.faults)
}
