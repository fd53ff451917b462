import type { Certificate, ErasurePart } from '@kaft/contract'
import { dayOf } from '../../../base/dates.ts'
import type { JobCtx } from '../../../base/job.ts'
import { blindIndex } from '../../../base/keys.ts'
import { doStep, type ErasureStep, Gone, type Personal } from '../../../base/personal.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import type { Tx } from '../../../base/tx.ts'
import { chooseHistory } from '../../circulation/index.ts'
import { forgetPersons } from '../../patrons/index.ts'
import {
  GoneRecord,
  ImportWord,
  LookedAt,
  lookedAtSince,
  importWords,
  insertCertificate,
  insertErased,
  lockCertificates,
  MadeCertificate,
  type Mark,
  mergedInto,
  PersonId,
  personsOf,
} from './erase.store.ts'
import { stepsOf } from './steps.ts'

export interface ToErase {
  readonly library_id: string
  /** Records of that library, locked by whoever asks. */
  readonly patron_ids: readonly string[]
  readonly parts: readonly ErasurePart[]
  readonly because: Certificate['because']
  /** Modules that stand on this one. */
  readonly above: readonly Personal[]
}
export interface Done {
  readonly certificate_id: string
  readonly people: number
  readonly rows: readonly { readonly table: string; readonly rows: number }[]
}

/**
 * Under which an erased record is known again in a restored backup, by whoever has the keys and nobody else. Its number is
 * its own over all libraries, and stays when two of them become one.
 */
export const markedText = (patron_id: string): string => `erased ${patron_id}`

/** Under which a card, or a number of a former system, is known again when an import brings it (P84). */
export const importText = (library_id: string, word: string): string => `import ${library_id} ${word}`
/** Whoever asked to be forgotten stays so. Whose term was over may become a member again by a move. */
const asked = (of: ToErase): boolean => of.because === 'request' && of.parts.includes('everything')

/** What an erasure of these parts does, in order. */
export const stepsFor = (of: {
  readonly patron_ids: readonly string[]
  readonly parts: readonly ErasurePart[]
  readonly today: string
  readonly above: readonly Personal[]
}): readonly ErasureStep[] =>
  (of.parts.includes('everything') ? (['everything'] as const) : of.parts).flatMap(part =>
    stepsOf(of.above, { patron_ids: of.patron_ids, part, today: of.today }),
  )

/** What somebody who wants no history any more has of it goes in the night, as with every choice. */
const choices = (of: ToErase, today: string): Query[] =>
  of.parts.includes('preferences') && !of.parts.includes('everything')
    ? of.patron_ids.flatMap(patron_id => chooseHistory(patron_id, false, today))
    : []

/** Longer than the answers of commands are kept. */
const ANSWERS_HOURS = 40 * 24
/**
 * Whom nobody looked at for longer than answers are kept stands in none of them, and to look for them there is to read all that a
 * library did in a month. It is so for most whose term is over, and the night has ten minutes for all of them.
 */
const withoutAnswers = (of: ToErase, steps: readonly ErasureStep[]): readonly ErasureStep[] =>
  of.because === 'term' ? steps.filter(step => step.table !== 'base.command') : steps

/** Keyed hashes for the ledger: of a record with what was erased of it, and of the words by which an import would know it. */
const marksOf = (
  ctx: JobCtx,
  { library_id }: ToErase,
  { texts, parts }: { readonly texts: readonly string[]; readonly parts: readonly string[] },
): Mark[] =>
  texts.map(text => ({ library_id, mark: blindIndex(ctx.keys, text), parts, at: ctx.now.toString() }))

/**
 * Erases in the transaction of the caller, who has decided that it may be: every step of every module, the number with the
 * last record of its person, a certificate, and the marks by which a restored backup is erased again. All of it or nothing.
 */
export async function eraseIn(ctx: JobCtx, tx: Tx, of: ToErase): Promise<Done> {
  const today = dayOf(ctx.now)
  const [merged = [], persons = [], looked = [], words = []] = await tx.more([
    mergedInto(of.patron_ids),
    personsOf(of.patron_ids),
    lookedAtSince(of.patron_ids, ctx.now.subtract({ hours: ANSWERS_HOURS }).toString()),
    ...(asked(of) ? [importWords(of.patron_ids)] : []),
  ])
  const gone = allOf(GoneRecord, merged).map(row => row.patron_id)
  const patron_ids = [...new Set([...of.patron_ids, ...gone])]
  const person_ids = allOf(PersonId, persons).map(row => row.person_id)
  const all = stepsFor({ patron_ids, parts: of.parts, today, above: of.above })
  const steps = oneOf(LookedAt, looked)?.looked === false ? withoutAnswers(of, all) : all
  const done = await tx.more([
    ...steps.map(doStep),
    ...choices(of, today),
    forgetPersons(person_ids, person_ids.length),
  ])
  const counts = new Map<string, number>()
  for (const [at, { table }] of steps.entries())
    counts.set(table, (counts.get(table) ?? 0) + (oneOf(Gone, done[at] ?? [])?.gone ?? 0))
  counts.set('patrons.person', oneOf(Gone, done.at(-1) ?? [])?.gone ?? 0)
  const at = ctx.now.toString()
  const rows = [...counts].filter(([, n]) => n > 0).map(([table, n]) => ({ table, rows: n }))
  const [, made = []] = await tx.more([
    lockCertificates(of.library_id),
    insertCertificate({
      library_id: of.library_id,
      at,
      because: of.because,
      parts: of.parts,
      people: of.patron_ids.length,
      rows,
    }),
    insertErased([
      ...marksOf(ctx, of, { texts: patron_ids.map(markedText), parts: of.parts }),
      ...marksOf(ctx, of, {
        texts: allOf(ImportWord, words).map(({ word }) => importText(of.library_id, word)),
        parts: ['import'],
      }),
    ]),
  ])
  const certificate_id = oneOf(MadeCertificate, made)?.certificate_id
  if (certificate_id === undefined) throw new Error('an erasure made no certificate')
  return { certificate_id, people: of.patron_ids.length, rows }
}
