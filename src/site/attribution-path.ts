/** The page that explains the `_attribution` extension, which JSON Feed 1.1 asks an extension to name. */
export const ATTRIBUTION_PATH = '/attribution'

export function attributionPage(origin: string): string {
  return origin + ATTRIBUTION_PATH
}
