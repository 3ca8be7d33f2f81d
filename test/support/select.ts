/** An element of a page, its text and attributes as a browser has them. */
export interface Selected {
  readonly attributes: Readonly<Record<string, string>>
  readonly text: string
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
}

/** The elements of a page that a CSS selector finds, in order. The text of script elements is left as it is. */
export async function select(html: string, selector: string): Promise<Selected[]> {
  const found: { attributes: Record<string, string>; text: string; raw: boolean }[] = []
  const rewriter = new HTMLRewriter().on(selector, {
    element: (element) => {
      const attributes = [...element.attributes].map(([name = '', value = '']) => [name, decode(value)])
      found.push({ attributes: Object.fromEntries(attributes), text: '', raw: element.tagName === 'script' })
    },
    text: (chunk) => {
      const last = found.at(-1)
      if (last) last.text += chunk.text
    },
  })
  await rewriter.transform(new Response(html)).text()
  return found.map(({ attributes, text, raw }) => ({ attributes, text: raw ? text : decode(text) }))
}

/** The values of one attribute of these elements. */
export async function attributesOf(
  html: string,
  selector: string,
  name: string,
): Promise<(string | undefined)[]> {
  return (await select(html, selector)).map(({ attributes }) => attributes[name])
}

function decode(text: string): string {
  return text.replace(/&(?:lt|gt|quot|amp|#39);/g, (entity) => ENTITIES[entity] ?? entity)
}
