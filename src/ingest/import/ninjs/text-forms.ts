import { type Result, success } from '../../../model/result.ts'
import { htmlBody, htmlLine } from '../common/markup-body.ts'
import { htmlOfWire } from '../common/plain-text.ts'
import type { Fields } from './read.ts'

/** One form of a text, as `body_html` or as a member of `bodies`. */
interface Form {
  readonly role: string
  readonly type: string
  readonly value: string
}

const MARKUP = /<(?:p|div|br|h\d|ul|ol|section|article|html|body)\b[^<>]*>/i

/** The headline: ninjs 2.0 has it in `headlines`, before that it is a member of its own. */
export function headlineOf(item: Fields): string | undefined {
  const plain = item.text('headline')
  const forms = formsOf(item, 'headline')
  const main = forms.find(({ role }) => /^(?:|main|headline|title|text)$/.test(role)) ?? forms[0]
  return plain ?? (main && plainOf(main)) ?? item.text('title')
}

/** The description for readers; a caption, where the item is a picture. */
export function descriptionOf(item: Fields): string | undefined {
  const forms = formsOf(item, 'description')
  const roles = /^(?:summary|abstract|teaser|caption|text|usedescription|main|)$/
  const best =
    forms.find((form) => !isHtml(form) && roles.test(form.role)) ?? forms.find(({ role }) => !isNote(role))
  return (best && plainOf(best)) || item.text('description')
}

/** The text as HTML, from its richest form; empty where it has none. The failure is a sentence. */
export function bodyOf(item: Fields, title: string | undefined): Result<string, string> {
  const forms = formsOf(item, 'body').filter(({ role, type }) => !isNote(role) && rank({ role, type }) < 9)
  const [best] = forms.toSorted((a, b) => rank(a) - rank(b))
  const value = best?.value ?? item.text('body') ?? ''
  const html = best ? isHtml(best) || (isUnsaid(best) && MARKUP.test(value)) : MARKUP.test(value)
  return html ? htmlBody(value, title) : success(htmlOfWire(value))
}

// 1.x: members that begin with the name, such as body_text; 2.0 and later: an array.
function formsOf(item: Fields, kind: 'body' | 'headline' | 'description'): Form[] {
  const prefix = `${kind}_`
  const members = item.names
    .filter((name) => name.startsWith(prefix))
    .flatMap((name) => {
      const value = item.text(name)
      return value ? [{ role: name.slice(prefix.length), type: '', value }] : []
    })
  const plural = kind === 'body' ? 'bodies' : `${kind}s`
  const listed = item.objects(plural).flatMap(({ fields }) => {
    const value = fields.text('value')
    const role = fields.text('role')?.toLowerCase() ?? ''
    return value ? [{ role, type: fields.text('contenttype')?.toLowerCase() ?? '', value }] : []
  })
  return [...members, ...listed]
}

// HTML first; other markup, such as an agency's own XML, is not read.
function rank(form: Omit<Form, 'value'>): number {
  if (isHtml(form)) return /main|html|xhtml|text/.test(form.role) ? 0 : 1
  if (/xml|json|nitf/.test(form.type) || /nitf|newsml|json/.test(form.role)) return 9
  if (/short|summary|sms|push|teaser/.test(form.role)) return 4
  return /^(?:main|text|)$/.test(form.role) ? 2 : 3
}

function isHtml({ role, type }: Omit<Form, 'value'>): boolean {
  return /html/.test(type) || (type === '' && /html|richtext/.test(role))
}

function isUnsaid({ type }: Form): boolean {
  return type === ''
}

// An editors' note reaches no reader, whatever member it stands in.
function isNote(role: string): boolean {
  return /note|internal|edit/.test(role)
}

function plainOf(form: Form): string | undefined {
  return (isHtml(form) ? htmlLine(form.value) : form.value) || undefined
}
