import { DEMO_AUTHORITY } from '../model/site.ts'

/** What wrangler.toml says of whose site it is. */
export interface Deployment {
  readonly url: string
  readonly authority: string
}

/** Reads SITE_URL and TAG_AUTHORITY of the text of a wrangler.toml, outside of its environments. */
export function readDeployment(text: string): Deployment {
  const readOf = (name: string) => lineOf(name).exec(text)?.[2] ?? ''
  return { url: readOf('SITE_URL'), authority: readOf('TAG_AUTHORITY') }
}

/** Whether a deployment is somebody's already, and not the demonstration any more. */
export function isSomebodys({ url, authority }: Deployment): boolean {
  return url !== '' || (authority !== '' && authority !== DEMO_AUTHORITY)
}

/** The same text with another address and authority. Everything else stays, comments too. */
export function withDeployment(text: string, deployment: Deployment): string {
  const values = { SITE_URL: deployment.url, TAG_AUTHORITY: deployment.authority }
  return Object.entries(values).reduce((changed, [name, value]) => {
    if (!lineOf(name).test(changed)) {
      throw new Error(`wrangler.toml has no line ${name} = "…"; write one under [vars]`)
    }
    return changed.replace(lineOf(name), (_, before: string) => `${before}"${value}"`)
  }, text)
}

// Finds the first line of that name. Those of environments come after [vars].
function lineOf(name: string): RegExp {
  return new RegExp(`^(${name}\\s*=\\s*)"([^"\\n]*)"`, 'm')
}
