import { Ajv2020 } from 'ajv/dist/2020.js'
import schema from '../fixtures/json-feed-1.1.schema.json' with { type: 'json' }

const RFC_3339 =
  /^\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:[0-5]\d)$/

/**
 * Checks documents by the schema of JSON Feed 1.1: where a document breaks it, and which keyword it breaks. `isUrl` says
 * which URLs are well written.
 */
export function jsonFeedChecker(isUrl: (text: string) => boolean): (document: unknown) => string[] {
  const validate = new Ajv2020({ allErrors: true })
    .addFormat('url', isUrl)
    .addFormat('rfc3339', (text: string) => RFC_3339.test(text) && !Number.isNaN(Date.parse(text)))
    .addFormat('rfc5646', /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/)
    .addFormat('media-type', /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(\s*;\s*[\w!#$&^.+-]+=([\w!#$&^.+-]+|"[^"]*"))*$/)
    .compile(schema)
  return (document) => {
    validate(document)
    return (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`)
  }
}
