// What importers say to whoever has a text that is no document of any format.

/** An article file as somebody writes it, and where it belongs. */
export const EXAMPLE_PATH = 'content/articles/2022/09/seaweed-harvest.md'
export const EXAMPLE = `---
title: Fishermen Harvest Seaweed
language: en
published: 2022-09-20T12:32:00+07:00
authors:
  - name: Jane Doe
    role: reporter
publisher: my-newsroom
---
The text itself, in **Markdown**, a blank line between paragraphs.
`

const HOW_TO_WRITE = `A text of your own becomes an article as a file such as ${EXAMPLE_PATH}:

${EXAMPLE}
Its publisher is the id of an entry in content/sources.yaml:

sources:
  - id: my-newsroom
    name: My Newsroom

npm run check then reads it and tells what is missing.`

const HAS_FRONT_MATTER =
  'It is an article file already: put it into content/articles, below a folder for its year and one for its month, and run npm run check.'

/** What to do with a text that is of no known format; `undefined` for markup, JSON, and what is no text. */
export function howToWrite(text: string): string | undefined {
  const start = text.slice(0, 10_000).replace(/^\uFEFF?\s*/, '')
  if (start === '' || /^[<{[]/.test(start) || /[\0\uFFFD]/.test(start)) return undefined
  return /^---\r?\n(?:.*\n)*?title:/.test(start) ? HAS_FRONT_MATTER : HOW_TO_WRITE
}
