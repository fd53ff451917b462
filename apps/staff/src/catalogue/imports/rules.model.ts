import type { ImportRules } from '@kaft/contract/catalogue-imports'

export const points = ['number', 'isbn', 'title', 'author', 'year', 'material'] as const
export type Point = (typeof points)[number]

/** The rules as a form holds them: all as text. */
export interface RulesForm {
  readonly name: string
  readonly source: string
  readonly weights: Readonly<Record<Point, string>>
  readonly threshold: string
  readonly on_match: ImportRules['on_match']
  readonly on_new: ImportRules['on_new']
  readonly on_delete: NonNullable<ImportRules['on_delete']>
  readonly protect: string
  readonly items: boolean
  readonly layout: string
  readonly default_branch: string
  readonly feed: 'none' | 'folder' | 'file' | 'oai'
  readonly address: string
  readonly set: string
  readonly prefix: string
}

export const USUAL_LAYOUT = '852:barcode=p,branch=b,shelf=c,call_number=h'

/** What a library begins with: ISBN alone is enough, and so are title, author and year together. */
export const blankRules = (source: string): RulesForm => ({
  name: '',
  source,
  weights: { number: '100', isbn: '60', title: '30', author: '20', year: '10', material: '0' },
  threshold: '60',
  on_match: 'overlay',
  on_new: 'add',
  on_delete: 'follow',
  protect: '',
  items: true,
  layout: USUAL_LAYOUT,
  default_branch: '',
  feed: 'none',
  address: '',
  set: '',
  prefix: 'marc21',
})

export const formOf = (name: string, rules: ImportRules): RulesForm => ({
  name,
  source: rules.source,
  weights: Object.fromEntries(
    points.map(point => [point, String(rules.match.find(m => m.point === point)?.weight ?? 0)]),
  ) as Record<Point, string>,
  threshold: String(rules.threshold),
  on_match: rules.on_match,
  on_new: rules.on_new,
  on_delete: rules.on_delete ?? 'follow',
  protect: rules.protect.join(' '),
  items: rules.holdings !== null,
  layout: rules.holdings?.layout ?? USUAL_LAYOUT,
  default_branch: rules.holdings?.default_branch ?? '',
  feed: rules.feed?.kind ?? 'none',
  address: rules.feed?.address ?? '',
  set: rules.feed?.set ?? '',
  prefix: rules.feed?.prefix ?? 'marc21',
})

export type RulesFault = 'name' | 'source' | 'protect'
const tagsOf = (text: string): string[] =>
  text
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter(Boolean)
const whole = (text: string, most: number): number =>
  Math.min(most, Math.max(0, Math.trunc(Number(text) || 0)))

export function faultsOf(form: RulesForm): RulesFault[] {
  return [
    ...(form.name.trim() === '' ? (['name'] as const) : []),
    ...(form.source.trim() === '' ? (['source'] as const) : []),
    ...(tagsOf(form.protect).every(tag => /^[0-9A-Z][0-9A-ZX]{2}$/.test(tag)) ? [] : (['protect'] as const)),
  ]
}

/** The rules that the form says; `before` keeps what the form does not show: words for branches and item types. */
export function rulesOf(form: RulesForm, before: ImportRules | null): ImportRules {
  const match = points.flatMap(point => {
    const weight = whole(form.weights[point], 100)
    return weight > 0 ? [{ point, weight }] : []
  })
  const { branches = {}, item_types = {} } = before?.holdings ?? {}
  return {
    source: form.source.trim(),
    match,
    threshold: Math.max(1, whole(form.threshold, 600)),
    on_match: form.on_match,
    on_new: form.on_new,
    on_delete: form.on_delete,
    protect: tagsOf(form.protect),
    holdings: form.items
      ? { layout: form.layout.trim(), default_branch: form.default_branch || null, branches, item_types }
      : null,
    feed:
      form.feed === 'none'
        ? null
        : {
            kind: form.feed,
            address: form.address.trim(),
            set: form.feed === 'oai' ? form.set.trim() || null : null,
            prefix: form.feed === 'oai' ? form.prefix.trim() || null : null,
          },
  }
}
