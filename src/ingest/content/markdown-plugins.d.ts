// Two plugins by the authors of markdown-it, which come without types.

declare module 'markdown-it-deflist' {
  const plugin: import('markdown-it').PluginSimple
  export = plugin
}

declare module 'markdown-it-footnote' {
  const plugin: import('markdown-it').PluginSimple
  export = plugin
}
