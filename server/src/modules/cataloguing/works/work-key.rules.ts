import {
  controlField,
  type DataField,
  fields,
  headingOf,
  isControlField,
  type MarcRecord,
  positions,
  subfield,
  trimIsbd,
} from '@kaft/marc'
import { wholeTitle, wordsOf } from '../words/fold.rules.ts'

/**
 * What names the work that a description is an edition of (FRBR: the work, not its expression): who made it, and under
 * which title it was first known. The language and the form of an edition are no part of it; they tell its expressions
 * apart.
 *
 * - by: 100, 110 or 111; where none is, the one author among 700; else nobody
 * - title: a uniform title (130, 240), else the original one as it is told (765, 534, 246 or 500 in words), else 245
 *
 * Nothing names a work where nobody made it and no uniform title is given, where the title is one that many works have
 * ("Gedichten"), and for what appears in parts without end.
 */
export interface WorkName {
  readonly by: string
  readonly title: string
}

/** Titles of collections (RDA 6.2.2.10): each is another choice. */
const COLLECTIVE = new Set(
  [
    'werken',
    'verzameld werk',
    'verzamelde werken',
    'volledige werken',
    'volledig werk',
    'keuze',
    'bloemlezing',
    'gedichten',
    'verzamelde gedichten',
    'poezie',
    'brieven',
    'verhalen',
    'verzamelde verhalen',
    'romans',
    'novellen',
    'toneel',
    'essays',
    'sprookjes',
    'liederen',
    'best of',
    'greatest hits',
    'works',
    'selections',
    'poems',
    'collected poems',
    'collected works',
    'letters',
    'stories',
    'short stories',
    'novels',
    'plays',
    'oeuvres',
    'oeuvres completes',
    'poesies',
    'lettres',
    'contes',
    'werke',
    'gedichte',
    'briefe',
    'erzahlungen',
  ].flatMap(t => wholeTitle(t) ?? []),
)

/** How records in Dutch, French, German and English say under which title a work first appeared. */
const ORIGINAL =
  /^(?:oorspr(?:onkelijke?|\.)?\s+(?:titel|uitgave|uitg\.|verschenen als|versch\. als)|vert(?:aling|aald|\.)?\s+(?:van|uit\b[^:]*)|titre original|traduction de|trad\. de|originaltitel|übersetzung von|original title|translation of)\s*(?::|van\b|as\b)?\s*(.+)$/iu

const plain = (text: string): string => trimIsbd(text.trim())

/** Of a uniform title its name and parts: no language ($l), date ($f), version ($s) or form ($h). */
function uniform(field: DataField): string {
  const skipped = field.tag === '130' ? field.ind1 : field.ind2
  const parts = field.subfields.filter(s => 'anp'.includes(s.code)).map(s => plain(s.value))
  const whole = parts.join('. ')
  return /[1-9]/.test(skipped) ? whole.slice(Number(skipped)) : whole
}

/** The title under which it first appeared, as the record tells it. */
export function originalTitle(record: MarcRecord): string | null {
  for (const field of fields(record, '765', '534')) {
    const title = subfield(field, 't')
    if (title !== undefined) return plain(title)
  }
  for (const field of fields(record, '246')) {
    const [says, title] = [subfield(field, 'i'), subfield(field, 'a')]
    if (title !== undefined && says !== undefined && ORIGINAL.test(`${plain(says)} : x`)) return plain(title)
  }
  for (const field of fields(record, '500')) {
    const said = ORIGINAL.exec((subfield(field, 'a') ?? '').trim())?.[1]
    if (said !== undefined) return plain(said.split(/\s[/;]\s|\s\(/u)[0] ?? said)
  }
  return null
}

const isAuthor = (field: DataField): boolean =>
  field.subfields.some(
    s =>
      (s.code === '4' && /(?:^|\/)aut$/.test(s.value.trim())) ||
      (s.code === 'e' && /^(?:auteur|author|schrijver)/i.test(s.value.trim())),
  )

/** The maker by the words of the name, dates aside: one record has them and another has not. */
function makerOf(record: MarcRecord): string {
  const main = fields(record, '100', '110', '111')[0]
  const authors = fields(record, '700').filter(f => subfield(f, 't') === undefined && isAuthor(f))
  const field = main ?? (authors.length === 1 ? authors[0] : undefined)
  const bare = field === undefined || isControlField(field) ? '' : (headingOf(field)?.bare ?? '')
  return wordsOf(bare.replace(/\([^)]*\)|\b\d{3,4}\b/g, ' '))
    .map(w => w.joined)
    .toSorted()
    .join(' ')
}

/** 245 with its parts; what stands behind a colon or a bracket in $a is no part of the name. */
function ownTitle(record: MarcRecord): string {
  const field = fields(record, '245')[0]
  if (field === undefined) return ''
  const skipped = /[1-9]/.test(field.ind2) ? Number(field.ind2) : 0
  const parts = field.subfields.filter(s => 'anp'.includes(s.code)).map(s => plain(s.value))
  return (
    parts
      .join('. ')
      .slice(skipped)
      .split(/\s[:;=]\s|\s\(/u)[0] ?? ''
  )
}

/** What names the work; null where nothing does. */
export function workName(record: MarcRecord): WorkName | null {
  if ('bis'.includes(positions(record.leader, 7)) || controlField(record, '001') === undefined) return null
  const main = fields(record, '130')[0]
  const given = fields(record, '240')[0]
  const known = main ? uniform(main) : given ? uniform(given) : originalTitle(record)
  const by = makerOf(record)
  if (by === '' && main === undefined) return null
  const title = wholeTitle(known ?? ownTitle(record))
  if (title === null || COLLECTIVE.has(title)) return null
  return { by, title }
}
