import { sentences } from '../filler.ts'

/** The registry that the article files below need. */
export const REGISTRY = `sources:
  - id: penerbit
    name: Penerbit
    home: https://penerbit.example/
    rights: { id: "© {year} Penerbit", en: "© {year} Penerbit" }
  - id: agensi
    name: Agensi
    home: https://agensi.example/
`

/**
 * The text of a made-up article file, about 3.5 KB of Markdown as editors write it: fields, paragraphs,
 * emphasis, links, a list, a quotation. The same number gives the same text. `published` is in milliseconds.
 */
export function articleFile(n: number, published: number): string {
  const sentence = sentences(n)
  const paragraph = () =>
    `${sentence(28)} **${sentence(3)}** ${sentence(14)}, [${sentence(3)}](https://penerbit.example/${n}) & “${sentence(6)}”.`
  return `---
id: tag:bench.example,2022:file-${n}
title: Generated file ${n} & <${sentence(4)}>
language: id
published: ${new Date(published).toISOString()}
summary: ${sentence(18)}.
dateline: Jakarta
authors:
  - name: Reporter ${n % 50}
    role: reporter
  - name: Editor ${n % 9}
    role: editor
publisher: penerbit
sources: [agensi]
image:
  url: https://penerbit.example/${n}.jpg
  caption: ${sentence(9)}
  credit: Fotografer ${n % 7}
  width: 1200
  height: 800
tags: [Topik ${n % 40}, Topik ${40 + (n % 11)}]
---
${paragraph()}

${paragraph()}

## ${sentence(4)}

- ${sentence(9)}
- *${sentence(2)}* ${sentence(7)}

> ${sentence(20)}

${Array.from({ length: 5 }, paragraph).join('\n\n')}
`
}

/** An article that says which edition it is: entries of it are about 6 KB. */
export function editionFile(edition: number, published: number): string {
  return articleFile(100_000 + edition, published).replace(
    /^title: .*$/m,
    `title: Edition ${edition}. is out`,
  )
}
