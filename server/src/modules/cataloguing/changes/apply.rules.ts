import type { ChangeRule, ChangeWhen } from '@kaft/contract'
import { type DataField, isControlField, type MarcField, type MarcRecord } from '@kaft/marc'

/** `650` is one field, `6XX` all that begin so. */
const named = (tag: string, pattern: string): boolean =>
  [...pattern].every((c, i) => c === tag[i] || (c === 'X' && i > 0))

/** The number, when it changed and who gave it are never changed by a rule: other records lean on them. */
const OURS = new Set(['001', '003', '005'])

const valuesOf = (field: MarcField, code: string | null): string[] =>
  isControlField(field)
    ? [field.value]
    : field.subfields.filter(s => code === null || s.code === code).map(s => s.value)

function fieldHas(field: MarcField, when: ChangeWhen): boolean {
  const values = valuesOf(field, when.code)
  if (when.is === 'there') return values.length > 0
  if (when.is === 'not_there') return values.length === 0
  return values.some(value => (when.is === 'equal' ? value === when.value : value.includes(when.value)))
}
function recordHas(record: MarcRecord, when: ChangeWhen): boolean {
  const found = record.fields.filter(field => named(field.tag, when.tag))
  return when.is === 'not_there'
    ? !found.some(field => valuesOf(field, when.code).length > 0)
    : found.some(field => fieldHas(field, when))
}

/**
 * Which fields a rule works on. A condition about the same fields picks among them; one about other fields says whether the
 * rule works on the record at all.
 */
const picks = (rule: { readonly tag: string; readonly when: ChangeWhen | null }, field: MarcField): boolean =>
  named(field.tag, rule.tag) &&
  !OURS.has(field.tag) &&
  (rule.when === null || rule.when.tag !== rule.tag || fieldHas(field, rule.when))

const inPlace = (fields: readonly MarcField[], field: MarcField): MarcField[] => {
  const at = fields.findIndex(f => f.tag > field.tag)
  return at < 0 ? [...fields, field] : fields.toSpliced(at, 0, field)
}
const ind = (text: string): string => (text === '' || text === '#' ? ' ' : text)

function addField(record: MarcRecord, rule: ChangeRule & { do: 'add_field' }): MarcRecord {
  if (rule.tag < '010') return record
  const field: DataField = {
    tag: rule.tag,
    ind1: ind(rule.ind1),
    ind2: ind(rule.ind2),
    subfields: rule.subfields,
  }
  const same = JSON.stringify(field.subfields)
  const there = record.fields.some(
    f => f.tag === rule.tag && !isControlField(f) && JSON.stringify(f.subfields) === same,
  )
  return there ? record : { ...record, fields: inPlace(record.fields, field) }
}

/** Fields that a rule works on, each by `change`; null lets one go. */
const mapFields = (
  record: MarcRecord,
  rule: { readonly tag: string; readonly when: ChangeWhen | null },
  change: (field: DataField) => DataField | null,
): MarcRecord => ({
  ...record,
  fields: record.fields.flatMap(f => {
    if (!picks(rule, f) || isControlField(f)) return [f]
    const next = change(f)
    // A field without subfields says nothing, and MARC 21 knows none.
    return next === null || next.subfields.length === 0 ? [] : [next]
  }),
})

function set(field: DataField, rule: ChangeRule & { do: 'set' }): DataField {
  const there = field.subfields.some(s => s.code === rule.code)
  const value = { code: rule.code, value: rule.value }
  return {
    ...field,
    subfields: there
      ? field.subfields.map(s => (s.code === rule.code ? value : s))
      : [...field.subfields, value],
  }
}

function replace(field: DataField, rule: ChangeRule & { do: 'replace' }): DataField {
  const next = (value: string): string =>
    rule.whole ? (value === rule.find ? rule.value : value) : value.replaceAll(rule.find, () => rule.value)
  return {
    ...field,
    subfields: field.subfields
      .map(s => (rule.code === null || s.code === rule.code ? { ...s, value: next(s.value) } : s))
      .filter(s => s.value !== ''),
  }
}

function move(record: MarcRecord, rule: ChangeRule & { do: 'move' }): MarcRecord {
  const { code, to_tag, to_code } = rule
  const recoded = (s: { code: string; value: string }) => ({ ...s, code: to_code ?? s.code })
  if (to_tag !== null && to_tag < '010') return record
  if (to_tag === null)
    return mapFields(record, rule, f => ({
      ...f,
      subfields: f.subfields.map(s => (code === null || s.code === code ? recoded(s) : s)),
    }))
  const gone = record.fields.filter((f): f is DataField => picks(rule, f) && !isControlField(f))
  const taken = gone.flatMap((f): DataField[] => {
    const parts = f.subfields.filter(s => code === null || s.code === code)
    return parts.length === 0
      ? []
      : [{ ...f, tag: to_tag, subfields: code === null ? parts : parts.map(recoded) }]
  })
  const left = mapFields(record, rule, f =>
    code === null ? null : { ...f, subfields: f.subfields.filter(s => s.code !== code) },
  )
  return { ...left, fields: taken.reduce((fields, f) => inPlace(fields, f), [...left.fields]) }
}

/** Places of a fixed field; one that is too short for them stays as it is. */
function fixed(record: MarcRecord, rule: ChangeRule & { do: 'fixed' }): MarcRecord {
  const put = (text: string): string =>
    rule.from + rule.value.length > text.length
      ? text
      : text.slice(0, rule.from) + rule.value + text.slice(rule.from + rule.value.length)
  // Lengths and addresses of the leader are counted by who writes the file (MARC 21, leader 00–04 and 12–16).
  if (rule.tag === 'LDR')
    return [5, 6, 7, 8, 9, 17, 18, 19].includes(rule.from) && rule.value.length === 1
      ? { ...record, leader: put(record.leader) }
      : record
  return {
    ...record,
    fields: record.fields.map(f =>
      f.tag === rule.tag && isControlField(f) ? { ...f, value: put(f.value) } : f,
    ),
  }
}

function applyRule(record: MarcRecord, rule: ChangeRule): MarcRecord {
  if (rule.when !== null && !recordHas(record, rule.when)) return record
  switch (rule.do) {
    case 'add_field':
      return addField(record, rule)
    case 'remove_field':
      return { ...record, fields: record.fields.filter(f => !picks(rule, f)) }
    case 'set':
      return mapFields(record, rule, f => set(f, rule))
    case 'remove':
      return mapFields(record, rule, f => ({
        ...f,
        subfields: f.subfields.filter(s => s.code !== rule.code),
      }))
    case 'replace':
      return mapFields(record, rule, f => replace(f, rule))
    case 'move':
      return move(record, rule)
    case 'fixed':
      return fixed(record, rule)
  }
}

/** A record after the rules, one after the other: each sees what the one before it made. */
export const applyRules = (record: MarcRecord, rules: readonly ChangeRule[]): MarcRecord =>
  rules.reduce(applyRule, record)
