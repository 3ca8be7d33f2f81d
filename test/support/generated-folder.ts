import type { Workspace } from './commands.ts'
import { generatedContent, generatedFile, generatedPath } from './generated-files.ts'
import { png } from './png.ts'

/** Writes the registry, the picture and the first so many generated articles into a content folder. */
export function writeGenerated(workspace: Workspace, articles: number): void {
  workspace.write('sources.yaml', String(generatedContent().files.get('sources.yaml')))
  workspace.write('articles/2025/12/media/peta.png', png(640, 480))
  for (let n = 0; n < articles; n++) workspace.write(generatedPath(n), generatedFile(n))
}
