import type { CaseKind } from '@kaft/contract'

/** Each right with its article of the AVG. */
export const articles: readonly { readonly kind: CaseKind; readonly article: string }[] = [
  { kind: 'access', article: 'art. 15 AVG' },
  { kind: 'portability', article: 'art. 20 AVG' },
  { kind: 'rectification', article: 'art. 16 AVG' },
  { kind: 'erasure', article: 'art. 17 AVG' },
  { kind: 'restriction', article: 'art. 18 AVG' },
  { kind: 'objection', article: 'art. 21 AVG' },
  { kind: 'complaint', article: 'art. 77 AVG' },
]
