import type { ChangeRule, ChangeWhen } from '@kaft/contract/catalogue-changes'

export const DOES = ['add_field', 'remove_field', 'set', 'remove', 'replace', 'move', 'fixed'] as const
export type Does = (typeof DOES)[number]

/** A rule as it is typed: every box is a text, whatever the rule needs of them. */
export interface RuleDraft {
  readonly key: number
  readonly does: Does
  readonly tag: string
  readonly code: string
  readonly inds: string
  readonly content: string
  readonly value: string
  readonly find: string
  readonly whole: boolean
  readonly to_tag: string
  readonly to_code: string
  readonly from: string
  readonly when_tag: string
  readonly when_code: string
  readonly when_is: ChangeWhen['is']
  readonly when_value: string
}
export const blankRule = (key: number): RuleDraft => ({
  key,
  does: 'replace',
  tag: '',
  code: '',
  inds: '',
  content: '',
  value: '',
  find: '',
  whole: false,
  to_tag: '',
  to_code: '',
  from: '',
  when_tag: '',
  when_code: '',
  when_is: 'there',
  when_value: '',
})

/** `$a Romans $2 vlacc` as subfields; what stands before the first sign counts as `a`. */
export function subfieldsOf(content: string): { code: string; value: string }[] {
  const [before = '', ...parts] = content.split('$')
  const first = before.trim() === '' ? [] : [{ code: 'a', value: before.trim() }]
  return [...first, ...parts.map(part => ({ code: part[0] ?? '', value: part.slice(1).trim() }))].filter(
    s => s.code.trim() !== '' && s.value !== '',
  )
}

const isTag = (tag: string): boolean => /^[0-9A-Z]{3}$/.test(tag)
const isPattern = (tag: string): boolean => /^[0-9A-Z][0-9A-ZX]{2}$/.test(tag)
const codeOf = (code: string): string | null => (code.trim() === '' ? null : code.trim())
const isCode = (code: string | null): code is string => code !== null && code.length === 1

/** The condition; null where there is none, undefined where it is not complete. */
function whenOf(d: RuleDraft): ChangeWhen | null | undefined {
  const tag = d.when_tag.trim().toUpperCase()
  if (tag === '') return null
  const code = codeOf(d.when_code)
  const needsValue = d.when_is === 'equal' || d.when_is === 'has'
  if (!isPattern(tag) || (code !== null && !isCode(code)) || (needsValue && d.when_value === ''))
    return undefined
  return { tag, code, is: d.when_is, value: needsValue ? d.when_value : '' }
}

/** What a draft says, its condition and its field read already. */
interface Said {
  readonly d: RuleDraft
  readonly tag: string
  readonly code: string | null
  readonly when: ChangeWhen | null
}

function fixedOf({ d, tag, when }: Said): ChangeRule | null {
  const from = Number(d.from)
  const fixed = (['LDR', '006', '007', '008'] as const).find(one => one === tag)
  const isPlace = d.from.trim() !== '' && Number.isInteger(from) && from >= 0 && from < 40
  return fixed && isPlace && d.value !== '' ? { do: 'fixed', tag: fixed, from, value: d.value, when } : null
}

function addedOf({ d, tag, when }: Said): ChangeRule | null {
  const subfields = subfieldsOf(d.content)
  const [ind1 = '', ind2 = ''] = [...d.inds]
  return isTag(tag) && subfields.length > 0 ? { do: 'add_field', tag, ind1, ind2, subfields, when } : null
}

function movedOf({ d, tag, code, when }: Said): ChangeRule | null {
  const [to_tag, to_code] = [codeOf(d.to_tag)?.toUpperCase() ?? null, codeOf(d.to_code)]
  const says = to_tag !== null || (code !== null && to_code !== null)
  return says && (to_tag === null || isTag(to_tag)) && (to_code === null || isCode(to_code))
    ? { do: 'move', tag, code, to_tag, to_code, when }
    : null
}

/** The rule of each kind. */
function partOf(said: Said): ChangeRule | null {
  const { d, tag, code, when } = said
  switch (d.does) {
    case 'remove_field':
      return { do: 'remove_field', tag, when }
    case 'set':
      return isCode(code) && d.value !== '' ? { do: 'set', tag, code, value: d.value, when } : null
    case 'remove':
      return isCode(code) ? { do: 'remove', tag, code, when } : null
    case 'replace':
      return d.find === ''
        ? null
        : { do: 'replace', tag, code, find: d.find, value: d.value, whole: d.whole, when }
    case 'move':
      return movedOf(said)
    case 'add_field':
      return addedOf(said)
    case 'fixed':
      return fixedOf(said)
  }
}

/** The rule that a draft says; null where something is missing. */
export function ruleOf(d: RuleDraft): ChangeRule | null {
  const when = whenOf(d)
  if (when === undefined) return null
  const said = { d, tag: d.tag.trim().toUpperCase(), code: codeOf(d.code), when }
  if (d.does === 'fixed' || d.does === 'add_field') return partOf(said)
  const names = isPattern(said.tag) && (said.code === null || isCode(said.code))
  return names ? partOf(said) : null
}

/** Numbers of a list: one on a line, or before the first comma, semicolon or tab of it. */
export const numbersOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/\r?\n/)
      .map(line => (line.split(/[,;\t]/)[0] ?? '').replaceAll('"', '').trim())
      .filter(number => number !== '' && number.length <= 60),
  ),
]
