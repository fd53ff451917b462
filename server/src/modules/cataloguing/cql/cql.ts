/** A question in CQL 1.2 (Contextual Query Language, Library of Congress), taken apart and not yet understood. */
export type CqlNode = CqlBoolean | CqlClause
export interface CqlBoolean {
  readonly kind: 'boolean'
  readonly op: 'and' | 'or' | 'not' | 'prox'
  readonly modifiers: readonly CqlModifier[]
  readonly left: CqlNode
  readonly right: CqlNode
}
export interface CqlClause {
  readonly kind: 'clause'
  /** `title` and the identifier or short name of its context set; null where the question names none. */
  readonly index: CqlName
  readonly relation: CqlName
  readonly modifiers: readonly CqlModifier[]
  readonly term: string
}
/** `dc.title` is the name `title` in the set that the prefix `dc` stands for. */
export interface CqlName {
  readonly set: string | null
  readonly name: string
}
export interface CqlModifier extends CqlName {
  readonly comparison: string | null
  readonly value: string | null
}
export interface CqlSort {
  readonly index: CqlName
  readonly modifiers: readonly CqlModifier[]
}
export interface CqlQuery {
  readonly node: CqlNode
  readonly sort: readonly CqlSort[]
}

/** A diagnostic of SRU (info:srw/diagnostic/1/…): what cannot be done, and about which part of what was asked. */
export interface Diagnostic {
  readonly code: number
  readonly details: string
}
export type CqlParsed =
  | { readonly ok: true; readonly query: CqlQuery }
  | { readonly ok: false; readonly diagnostic: Diagnostic }
