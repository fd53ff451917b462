import { type DataField, fields, type MarcRecord, positions, subfield, subfields } from './record.ts'
import { trimIsbd } from './trim-isbd.ts'

/** Someone responsible for a work. `role` is a MARC relator code (three letters): aut, ill, trl, nrt, … */
export type Contributor = {
  name: string
  kind: 'person' | 'body' | 'meeting'
  role: string
  dates: string | null
  /** Named in 1xx: the one under whom the work is filed. */
  is_main: boolean
}

/** Relator terms as Dutch, French, German and English records write them, by their first letters. */
const RELATOR_TERMS: readonly [start: string, code: string][] = [
  ['auteur van inl', 'aui'],
  ['auteur du commentaire', 'aui'],
  ['auteur', 'aut'],
  ['author', 'aut'],
  ['writer of intro', 'aui'],
  ['writer', 'aut'],
  ['schrijver', 'aut'],
  ['tekst', 'aut'],
  ['verfasser', 'aut'],
  ['illustr', 'ill'],
  ['tekenaar', 'ill'],
  ['tekeningen', 'ill'],
  ['artist', 'art'],
  ['kunstenaar', 'art'],
  ['vertal', 'trl'],
  ['vert.', 'trl'],
  ['transl', 'trl'],
  ['trad', 'trl'],
  ['übers', 'trl'],
  ['redact', 'edt'],
  ['red.', 'edt'],
  ['edit', 'edt'],
  ['hrsg', 'edt'],
  ['herausgeber', 'edt'],
  ['samenst', 'com'],
  ['compil', 'com'],
  ['bewerk', 'adp'],
  ['adapt', 'adp'],
  ['inleid', 'aui'],
  ['voorlezer', 'nrt'],
  ['verteller', 'nrt'],
  ['vertelstem', 'nrt'],
  ['narrat', 'nrt'],
  ['compon', 'cmp'],
  ['compos', 'cmp'],
  ['uitvoer', 'prf'],
  ['perform', 'prf'],
  ['instrumental', 'itr'],
  ['zang', 'sng'],
  ['singer', 'sng'],
  ['vocal', 'sng'],
  ['dirig', 'cnd'],
  ['conduct', 'cnd'],
  ['regiss', 'drt'],
  ['film director', 'drt'],
  ['director', 'drt'],
  ['acteur', 'act'],
  ['actor', 'act'],
  ['actress', 'act'],
  ['scenar', 'aus'],
  ['screenwriter', 'aus'],
  ['produc', 'pro'],
  ['fotogra', 'pht'],
  ['photogr', 'pht'],
  ['uitgever', 'pbl'],
  ['publisher', 'pbl'],
  ['contrib', 'ctb'],
  ['medewerk', 'ctb'],
]

function relatorByTerm(term: string): string | undefined {
  const plain = trimIsbd(term).toLowerCase()
  return RELATOR_TERMS.find(([start]) => plain.startsWith(start))?.[1]
}

/** The role by $4 (a code, or an address that ends in it), else by the term in $e (or $j of a meeting). */
function roleOf(field: DataField, fallback: string): string {
  for (const value of subfields(field, '4')) {
    const code = /(?:^|\/)([a-z]{3})$/.exec(value.trim())?.[1]
    if (code !== undefined) return code
  }
  for (const term of subfields(field, field.tag.endsWith('11') ? 'j' : 'e')) {
    const code = relatorByTerm(term)
    if (code !== undefined) return code
  }
  return fallback
}

/** A body and its subordinate units, with one full stop between. */
function joinUnits(units: string[]): string {
  return units.filter(Boolean).reduce((whole, unit) => {
    if (whole === '') return unit
    return whole.endsWith('.') ? `${whole} ${unit}` : `${whole}. ${unit}`
  }, '')
}

function nameOf(field: DataField): string {
  const parts = subfields(field, field.tag.endsWith('00') ? 'ab' : 'abn').map(trimIsbd)
  const titles = field.tag.endsWith('00') ? subfields(field, 'c').map(trimIsbd) : []
  const name = field.tag.endsWith('10') ? joinUnits(parts) : parts.filter(Boolean).join(' ')
  return [name, ...titles].filter(Boolean).join(', ')
}

/** Whom a main entry without a role names, by leader/06: the performer of a recording, the composer of a score. */
const MAIN_ROLES: Readonly<Record<string, string>> = { j: 'prf', c: 'cmp', d: 'cmp' }

const KINDS: Readonly<Record<string, Contributor['kind']>> = { '00': 'person', '10': 'body', '11': 'meeting' }

/**
 * The people and bodies of 100, 110, 111 and 700, 710, 711, each name and role once. An added entry that names
 * another work ($t) is a link to that work, not to someone who made this one.
 */
export function extractContributors(record: MarcRecord): Contributor[] {
  const found = new Map<string, Contributor>()
  for (const field of fields(record, '100', '110', '111', '700', '710', '711')) {
    const isMain = field.tag.startsWith('1')
    if (!isMain && subfield(field, 't') !== undefined) continue
    const name = nameOf(field)
    if (name === '') continue
    const role = roleOf(field, isMain ? (MAIN_ROLES[positions(record.leader, 6)] ?? 'aut') : 'ctb')
    const key = `${name}\n${role}`
    if (found.has(key)) continue
    const dates = trimIsbd(subfield(field, 'd') ?? '')
    const kind = KINDS[field.tag.slice(1)] ?? 'person'
    found.set(key, { name, kind, role, dates: /\d/.test(dates) ? dates : null, is_main: isMain })
  }
  return [...found.values()]
}
