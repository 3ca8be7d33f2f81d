/** What can go wrong with a request, each case expected. Bugs are not here: they throw. */
export type Problem =
  | { kind: 'unknown-page' }
  | { kind: 'unknown-channel'; path: string }
  | { kind: 'unknown-archive'; path: string; number: number }
  | { kind: 'unknown-article'; slug: string }
  | { kind: 'article-gone'; slug: string }
  | { kind: 'bad-parameter'; name: string; allowed: string }
  | { kind: 'bad-body'; allowed: string }
  | { kind: 'unauthorized' }
  | { kind: 'bad-filter'; name: string }
  | { kind: 'too-many-filters'; limit: number }
  | { kind: 'method-not-allowed'; method: string }
  | { kind: 'database-unavailable' }
  | { kind: 'internal' }
