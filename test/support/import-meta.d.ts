interface ImportMeta {
  /** Every module whose path matches, by its path: Vite puts them in when it reads the file. */
  glob<Module>(pattern: string, options: { readonly eager: true }): Record<string, Module>
  /** The text of every file whose path matches. */
  glob<Text extends string>(
    pattern: string,
    options: { readonly eager: true; readonly query: '?raw'; readonly import: 'default' },
  ): Record<string, Text>
}
