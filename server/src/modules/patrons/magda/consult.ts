import type { MagdaOutcome } from '@kaft/contract'
import { type Refusal, refuse } from '../../../base/ctx.ts'
import { couplingRuns, runsIn } from '../../../base/coupling.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import { blindIndex, blindIndexes, decrypt, encrypt, type Keys } from '../../../base/keys.ts'
import type { MagdaSaid } from '../../../base/magda/answer.ts'
import type { Magda } from '../../../base/magda/magda.ts'
import { oneOf, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import type { Tx } from '../../../base/tx.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { acceptNumber } from '../numbers.rules.ts'
import { NUMBER } from '../read/read-patron.ts'
import { Known, knownQuery } from '../register/register.store.ts'
import { decideAnswer, type Kept } from './magda.rules.ts'
import {
  addNotice,
  closeConsultation,
  Holder,
  Home,
  lockHome,
  markAsked,
  markRegistered,
  moveTo,
  openConsultation,
  personOf,
  renumber,
  Subject,
} from './magda.store.ts'

/** Who asks, and what they need for it: somebody at a desk, or the nightly round. */
export interface Asker {
  readonly keys: Keys
  readonly now: Temporal.Instant
  readonly testNumbers: boolean
  readonly staff_id: string | null
  readonly magda: Magda
  /** One transaction in the scope of the library. */
  readonly run: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
}

/** A question that may be asked: everything was checked, and the log has it. */
export interface Opened {
  readonly patron: Subject & { readonly reference: string; readonly until_on: string }
  readonly digits: string
  /** What the logs of both sides call it. */
  readonly reference: string
}
export interface Consulted {
  readonly outcome: MagdaOutcome
  readonly replaced: boolean
  readonly deceased: boolean
  readonly codes: readonly string[]
}

type May = Pick<Asker, 'keys' | 'now' | 'testNumbers' | 'staff_id'>

/**
 * Whether somebody may be asked about: a running authorisation, a running membership, a number. Never anybody else.
 * @param about `leaving`: somebody who is a member no more, whose registration in the directory is taken away
 */
export function openQuestion(
  ask: May,
  rows: readonly Row[],
  about: 'member' | 'leaving' = 'member',
): Opened | Refusal {
  const patron = oneOf(Subject, rows)
  if (!patron) return refuse('patron_unknown')
  const { reference, until_on, fields } = patron
  if (reference === null || until_on === null || fields === null) return refuse('magda_not_authorised')
  const over = patron.ended || (patron.member_until !== null && patron.member_until < dayOf(ask.now))
  if (over !== (about === 'leaving')) return refuse('magda_not_member')
  // Whoever leaves is told off at the register, whatever is limited: that ends a use.
  if (about === 'member' && patron.restricted) return refuse('processing_restricted')
  if (patron.number_cipher === null) return refuse('magda_no_number')
  const digits = decrypt(ask.keys, patron.number_cipher, NUMBER)
  return { patron: { ...patron, reference, until_on }, digits, reference: uuid7(ask.now) }
}

type Service = 'GeefPersoon' | 'RegistreerInschrijving'
/** The line of the log, written before anything is sent. */
export const logQuestion = (ask: May, { patron, digits, reference }: Opened, service: Service): Query =>
  openConsultation({
    library_id: patron.library_id,
    patron_id: patron.patron_id,
    index: blindIndex(ask.keys, digits),
    staff_id: ask.staff_id,
    authorisation: patron.reference,
    service,
    reference,
    at: ask.now.toString(),
  })

/** Whether this installation already stands in the directory for the person on this day. */
export const isRegistered = ({ patron }: Opened, now: Temporal.Instant): boolean =>
  patron.magda_until !== null && patron.magda_until >= dayOf(now)

/** The statements for a replaced number: the identity moves, unless another record here has it already. */
async function renumbered(
  ask: Asker,
  tx: Tx,
  patron_id: string,
  replaced_by: string | null,
): Promise<Query[]> {
  const number = replaced_by === null ? null : acceptNumber(replaced_by, ask.testNumbers)
  if (number === null || typeof number === 'string') return []
  const { keys, now } = ask
  const indexes = blindIndexes(keys, number.digits)
  // While keys rotate, the person may stand under the former key.
  const known = (await tx.more(indexes.map(knownQuery))).map(r => oneOf(Known, r))
  const index = indexes[known.findIndex(k => k?.here || k?.elsewhere)] ?? blindIndex(keys, number.digits)
  const [rows] = await tx.more([personOf(index, encrypt(keys, number.digits, NUMBER), now.toString())])
  const { person_id, holder } = shaped(Holder, rows?.[0])
  if (holder === patron_id) return []
  return [
    holder === null ? renumber(patron_id, person_id) : addNotice(patron_id, 'two_records', now.toString()),
  ]
}

/** Writes what the answer means, and closes the line of the log with it. */
async function keep(ask: Asker, tx: Tx, opened: Opened, said: MagdaSaid): Promise<Kept> {
  const { patron_id, library_id } = opened.patron
  const [rows] = await tx.first([lockHome(patron_id)])
  const home = oneOf(Home, rows ?? [])
  const at = ask.now.toString()
  const kept = decideAnswer(said, home ?? { street: null, postcode: null, municipality: null })
  const by = ask.staff_id === null ? {} : { by: ask.staff_id }
  const identity = await renumbered(ask, tx, patron_id, kept.replaced_by)
  await tx.last([
    ...(kept.move_to ? moveTo(patron_id, kept.move_to, { from: 'magda', ...by, at }) : []),
    ...identity,
    ...(kept.deceased ? [addNotice(patron_id, 'deceased', at)] : []),
    ...(kept.outcome === 'away' ? [] : [markAsked(patron_id, at, kept.address_protected)]),
    closeConsultation(library_id, opened.reference, kept),
  ])
  return kept
}

/** The register is asked before each message, also where the coupling was switched off while somebody waited. */
const sent = async (ask: Asker, send: () => Promise<MagdaSaid>): Promise<MagdaSaid> => {
  const [rows] = await ask.run(tx => tx.first([couplingRuns('magda', ask.now)]))
  return runsIn(rows) ? send() : { is: 'away', level: 'transport', codes: ['coupling_off'] }
}

/** Says in the directory that this installation keeps a file on the member, as long as both may run. */
async function registerFirst(ask: Asker, opened: Opened): Promise<Kept | null> {
  const { patron } = opened
  const until =
    patron.member_until !== null && patron.member_until < patron.until_on
      ? patron.member_until
      : patron.until_on
  const asking = { reference: opened.reference, now: ask.now, insz: opened.digits }
  const said = await sent(ask, () => ask.magda.register(asking, { from: dayOf(ask.now), until }))
  const kept = decideAnswer(said, { street: null, postcode: null, municipality: null })
  const ok = said.is === 'registered'
  await ask.run(async tx => {
    await tx.first([])
    await tx.last([
      closeConsultation(patron.library_id, opened.reference, kept),
      ...(ok ? [markRegistered(patron.patron_id, until), logQuestion(ask, opened, 'GeefPersoon')] : []),
    ])
  })
  return ok ? null : kept
}

const askPerson = async (ask: Asker, opened: Opened): Promise<Kept> => {
  const asking = { reference: opened.reference, now: ask.now, insz: opened.digits }
  const said = await sent(ask, () => ask.magda.person(asking, opened.patron.fields ?? []))
  return ask.run(tx => keep(ask, tx, opened, said))
}

/**
 * Asks about one person whose question was opened, outside of any transaction since another server may take its time,
 * and writes what is allowed. A person who does not stand in the directory is registered there first.
 */
export async function consult(ask: Asker, opened: Opened): Promise<Consulted> {
  const failed = isRegistered(opened, ask.now) ? null : await registerFirst(ask, opened)
  const kept = failed ?? (await askPerson(ask, opened))
  const { outcome, deceased, codes } = kept
  return { outcome, deceased, codes, replaced: kept.replaced_by !== null }
}

/** Takes somebody out of the directory who is a member no more: the registration ends today. */
export async function unregister(ask: Asker, opened: Opened): Promise<Consulted> {
  const { patron, digits: insz, reference } = opened
  const today = dayOf(ask.now)
  const said = await sent(ask, () =>
    ask.magda.register({ reference, now: ask.now, insz }, { from: today, until: today }),
  )
  const kept = decideAnswer(said, { street: null, postcode: null, municipality: null })
  await ask.run(async tx => {
    await tx.first([])
    await tx.last([
      closeConsultation(patron.library_id, reference, kept),
      ...(said.is === 'away' ? [] : [markRegistered(patron.patron_id, null)]),
    ])
  })
  return { outcome: kept.outcome, codes: kept.codes, replaced: false, deceased: false }
}
