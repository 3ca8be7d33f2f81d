import { dirname } from 'node:path'
import type { Workspace } from './commands.ts'
import { generatedContent, generatedFile, generatedPath } from './generated-files.ts'
import { png } from './png.ts'

/** Writes so many generated articles into a workspace, with the registry and the picture that they name. */
export function writeGenerated(workspace: Workspace, count: number): void {
  for (const [path, text] of generatedContent().files) workspace.write(path, text)
  workspace.write(`${dirname(generatedPath(0))}/media/peta.png`, png(640, 480))
  for (let n = 0; n < count; n++) workspace.write(generatedPath(n), generatedFile(n))
}
