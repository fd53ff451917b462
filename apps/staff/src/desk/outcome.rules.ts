import type { DeskAnswer } from '@kaft/contract/circulation'
import type { Code } from '@kaft/contract/codes'
import { type Overridable, overrides } from '@kaft/contract/overrides'
import type { Finding } from '@kaft/contract/problem'
import type { State } from '@kaft/ui/tokens'
import type { SoundKind } from '../base/sound.ts'

/** Reasons that lie with the patron and so hold for every item of the visit. */
const patronCodes: ReadonlySet<Code> = new Set<Code>([
  'patron_expired',
  'patron_blocked',
  'not_identified',
  'debt_block',
  'overdue_block',
  'card_lost',
])
export const isPatronCode = (code: Code): boolean => patronCodes.has(code)

const unknownCodes: ReadonlySet<Code> = new Set<Code>(['item_unknown', 'card_unknown', 'code_unknown'])

/**
 * Questions that must be answered before the visit can close: the object in the hand has no place yet. What lies
 * with the patron is asked once, at the head of the visit; in a row it is a refusal with a way past it.
 */
const standing: ReadonlySet<Code> = new Set<Code>([
  'item_on_loan_here',
  'item_on_loan_elsewhere',
  'item_missing',
  'item_note',
  'code_ambiguous',
  'code_is_isbn',
])

/** What a click does: send the scan again with more words, put the question away, or lead to a remedy. */
export type Choice =
  | {
      readonly kind: 'send'
      readonly id:
        | 'lend'
        | 'lend_again'
        | 'renew'
        | 'take_back'
        | 'anyway'
        | 'checked_anyway'
        | 'book_fine'
        | 'drop_fine'
        | 'choose'
      readonly as?: 'lend' | 'renew' | 'take_back' | 'patron' | 'item' | 'branch'
      readonly accept?: readonly Code[]
      readonly other_loan_fine?: 'book' | 'drop'
      readonly chosen_id?: string
      /** Text of the choice where it is not a verb of ours, such as a title. */
      readonly label?: string
    }
  | { readonly kind: 'dismiss'; readonly id: 'nothing' | 'not_lend' | 'scan_again' }
  | { readonly kind: 'remedy'; readonly id: 'pay' | 'renew_membership' | 'quick_add' | 'who' }
  /** Says what the item is like. */
  | { readonly kind: 'mark'; readonly id: 'checked' | 'incomplete' | 'damaged' }

const didNothing = (answer: DeskAnswer): boolean =>
  answer.did === 'asked' || answer.did === 'refused' || answer.did === 'choose'
/** Whether something was done with an item: a question, a refusal or a badge is no action of the visit. */
export const isAct = (answer: DeskAnswer): boolean => !didNothing(answer) && answer.item !== null

/** What stands in the way: stops, and questions that are not answered yet. */
export const blockingOf = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(f => f.weight !== 'info')

const remediesOf = (findings: readonly Finding[]): readonly Choice[] => {
  const codes = new Set(findings.map(f => f.code))
  return [
    ...(codes.has('patron_expired') ? ([{ kind: 'remedy', id: 'renew_membership' }] as const) : []),
    ...(codes.has('debt_block') ? ([{ kind: 'remedy', id: 'pay' }] as const) : []),
    ...(codes.has('code_unknown') || codes.has('item_unknown')
      ? ([
          { kind: 'remedy', id: 'quick_add' },
          { kind: 'dismiss', id: 'scan_again' },
        ] as const)
      : []),
  ]
}

/**
 * Ways past what is asked. An item that somebody else has is a question by itself, about another person's money: what else is in the way, such as a
 * debt of the patron, is passed first and by a button of its own, so that no answer says more than is written on it.
 */
const passing = (asks: readonly Finding[]): readonly Choice[] => {
  const codes = asks.map(f => f.code)
  const elsewhere = codes.includes('item_on_loan_elsewhere')
  const accept = elsewhere && codes.length > 1 ? codes.filter(c => c !== 'item_on_loan_elsewhere') : codes
  if (elsewhere && accept === codes)
    return [
      { kind: 'send', id: 'book_fine', accept, other_loan_fine: 'book' },
      { kind: 'send', id: 'drop_fine', accept, other_loan_fine: 'drop' },
      { kind: 'dismiss', id: 'not_lend' },
      { kind: 'remedy', id: 'who' },
    ]
  const noted = accept.every(code => code === 'item_note')
  return [
    { kind: 'send', id: noted ? 'checked_anyway' : 'anyway', accept },
    { kind: 'dismiss', id: elsewhere ? 'not_lend' : 'nothing' },
  ]
}

/** An item that came in with a note is looked at: whole, something missing, or broken. */
const noteChoices = (answer: DeskAnswer): readonly Choice[] =>
  answer.destination !== null && answer.findings.some(f => f.code === 'item_note')
    ? [
        { kind: 'mark', id: 'checked' },
        { kind: 'mark', id: 'incomplete' },
        { kind: 'mark', id: 'damaged' },
      ]
    : []

/** Whether an item that came in must be looked at before it counts as handled. */
const asksToLook = (answer: DeskAnswer): boolean =>
  !didNothing(answer) && answer.findings.some(f => f.code === 'item_note' && f.weight === 'ask')

/**
 * The buttons beside an answer, in the order of Alt 1, 2, 3. Empty when there is nothing to choose. A question that
 * this person may not pass gets no button that would fail.
 */
export const choicesOf = (answer: DeskAnswer): readonly Choice[] => {
  if (!didNothing(answer)) return noteChoices(answer)
  if (answer.choices.length > 0)
    return [
      ...answer.choices.map(one => ({
        kind: 'send' as const,
        id: 'choose' as const,
        as: one.kind,
        chosen_id: one.id,
        label: one.label,
      })),
      { kind: 'dismiss', id: 'nothing' },
    ]
  const blocking = blockingOf(answer.findings)
  if (blocking.some(f => f.code === 'item_on_loan_here'))
    return [
      { kind: 'send', id: 'renew', as: 'renew' },
      { kind: 'send', id: 'take_back', as: 'take_back' },
      { kind: 'dismiss', id: 'nothing' },
      ...(blocking.some(f => f.about['lent_today'] === true)
        ? ([{ kind: 'send', id: 'lend_again', as: 'lend' }] as const)
        : []),
    ]
  const remedies = remediesOf(blocking)
  const may = blocking.every(f => f.weight === 'ask' && f.may_accept === true)
  return blocking.length > 0 && may ? [...remedies, ...passing(blocking)] : remedies
}

/** Whether an answer is a question that has to be answered, and not merely an offer to pass a refusal. */
export const isQuestion = (answer: DeskAnswer): boolean =>
  asksToLook(answer) ||
  (choicesOf(answer).some(c => c.kind === 'send') &&
    (answer.did === 'choose' || blockingOf(answer.findings).some(f => standing.has(f.code))))

/** The leave that somebody else must bring, where this person may not pass a question. */
export const missingLeave = (answer: DeskAnswer) => {
  const blocked = blockingOf(answer.findings).find(
    f => f.weight === 'ask' && f.may_accept === false && f.code in overrides,
  )
  return blocked === undefined ? null : overrides[blocked.code as Overridable]
}

/** A crate that opens or arrives asks for hands; one that left goes elsewhere; one that is empty may miss something. */
const ofCrate = ({ did, crate }: DeskAnswer): { state: State; sound: SoundKind } | null => {
  if (did === 'crate_opened' || did === 'crate_received') return { state: 'hold', sound: 'hold' }
  if (did === 'crate_closed') return { state: 'move', sound: 'move' }
  if (did !== 'crate_emptied') return null
  return (crate?.missing.length ?? 0) > 0 ? { state: 'ask', sound: 'ask' } : { state: 'ok', sound: 'ok' }
}

/** The state of an answer: its colour, icon and sound. */
export const outcomeOf = (answer: DeskAnswer): { readonly state: State; readonly sound: SoundKind } => {
  if (didNothing(answer)) {
    if (isQuestion(answer)) return { state: 'ask', sound: 'ask' }
    const unknown = answer.findings.some(f => unknownCodes.has(f.code))
    return { state: 'stop', sound: unknown ? 'unknown' : 'stop' }
  }
  // It was done, and still something is wrong with where the object is: the wrong crate.
  if (answer.findings.some(f => f.weight === 'stop')) return { state: 'stop', sound: 'stop' }
  if (asksToLook(answer)) return { state: 'ask', sound: 'ask' }
  const crate = ofCrate(answer)
  if (crate !== null) return crate
  if (answer.destination?.to === 'hold_shelf') return { state: 'hold', sound: 'hold' }
  if (answer.destination?.to === 'transit') return { state: 'move', sound: 'move' }
  if (answer.did === 'not_on_loan') return { state: 'move', sound: 'ok' }
  return { state: 'ok', sound: 'ok' }
}
