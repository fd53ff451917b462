import type { DeskAnswer, Destination } from '@kaft/contract/circulation'
import type { State } from '@kaft/ui/tokens'
import type { Formats } from '../base/format.ts'
import type { Language } from '../base/language.ts'
import { findingText } from '../base/problem-text.ts'
import { itemTexts } from '../items/texts/index.ts'
import type { Care, Row, Undone } from './desk.state.ts'
import { blockingOf, outcomeOf } from './outcome.rules.ts'
import type { DeskTexts } from './texts/index.ts'

/** Everything that turns a row into words: the texts of the desk, the formats and the language. */
export interface Speech {
  readonly t: DeskTexts
  readonly f: Formats
  readonly lang: Language
}

/** A row in words: what it is about, the word of its state, and the sentence behind it. */
export interface RowText {
  readonly state: State | null
  readonly title: string
  readonly author: string
  readonly word: string
  readonly detail: string
  /** Remarks that are no refusal, such as a note to check two discs. */
  readonly remarks: readonly string[]
}

const placeOf = (destination: Destination): string =>
  [destination.shelf, destination.call_number].filter(Boolean).join(', ')

/** Where the object goes, as words of a row. */
export const destinationText = (destination: Destination, { t, f }: Speech): string => {
  const until = destination.until === null ? '' : ` · ${t.until(f.dayShort(destination.until))}`
  if (destination.to === 'hold_shelf') return `${t.toHoldShelf(destination.hold_code ?? '')}${until}`
  if (destination.to === 'transit') {
    const because = t.because[destination.because]
    return `${t.toTransit(destination.branch_name)}${because === '' ? '' : ` · ${because}`}`
  }
  return t.toShelf(placeOf(destination))
}

const lateness = (answer: DeskAnswer, { t, f }: Speech): string => {
  if (answer.fine === null) return ''
  const amount = answer.fine.amount_cents === 0 ? '' : ` · ${f.money(answer.fine.amount_cents)}`
  return answer.fine.days === 0 ? amount.slice(3) : `${t.late(answer.fine.days)}${amount}`
}

const crateText = ({ did, crate }: DeskAnswer, t: DeskTexts): string => {
  if (crate === null) return ''
  if (did === 'crate_opened') return t.crate.opened(crate.to_branch)
  if (did === 'crate_closed') return t.crate.closed(crate.to_branch, crate.items)
  if (did === 'crate_received') return t.crate.received(crate.from_branch, crate.items)
  return t.crate.emptied(crate.missing.length)
}

/** For whom of the class it was, and what is still to come back: of the child, and of the whole class. */
const classText = (answer: DeskAnswer, { t }: Speech): string[] => {
  const { child, patron } = answer
  if (answer.did === 'lent') return child == null ? [] : [t.klas.lentFor(child.name)]
  if (answer.did !== 'taken_back' || patron?.card_type === undefined) return []
  return [
    ...(child == null ? [] : [t.klas.childLeft(child.name, child.still)]),
    t.klas.classLeft(patron.name, patron.loans),
  ]
}

const doneText = (answer: DeskAnswer, row: Row, speech: Speech): string => {
  const { t, f } = speech
  if (answer.did === 'lent' || answer.did === 'renewed')
    return answer.loan === null ? '' : [t.due(f.due(answer.loan)), ...classText(answer, speech)].join(' · ')
  if (answer.did === 'not_on_loan' && answer.destination?.to === 'shelf')
    return t.belongs(placeOf(answer.destination))
  if (answer.did === 'shelf_label') return answer.shelf ?? ''
  if (answer.did.startsWith('crate_')) return crateText(answer, t)
  const parts = [
    lateness(answer, speech),
    ...classText(answer, speech),
    answer.destination === null ? '' : destinationText(answer.destination, speech),
    answer.crate?.state === 'open' ? t.crate.inside(answer.crate.code, answer.crate.items) : '',
    row.return_on === null ? '' : t.returnedOn(f.dayShort(row.return_on)),
  ]
  return parts.filter(part => part !== '').join(' · ')
}

/** What an undo put back, in one sentence: "Uitlening, plaats in de wachtrij en € 0,60 telaatgeld zijn hersteld." */
export const undoneText = (undone: Undone, { t, f }: Speech): string => {
  const parts = [
    // Who lent it to somebody while another had it undoes two: the loan of now goes, that of the other is back.
    undone.loan_restored ? (undone.loan_removed ? t.restoredOther : t.restoredLoan) : '',
    undone.hold_restored ? t.restoredHold : '',
    undone.fine_reversed_cents === 0 ? '' : t.restoredFine(f.money(Math.abs(undone.fine_reversed_cents))),
    undone.cost_reversed_cents === 0 ? '' : t.restoredCost(f.money(Math.abs(undone.cost_reversed_cents))),
  ].filter(part => part !== '')
  const removed = undone.loan_removed ? t.removedLoan : ''
  if (parts.length === 0) return removed
  const head = parts.slice(0, -1).join(', ')
  const all = head === '' ? (parts[0] ?? '') : `${head} ${t.and} ${parts.at(-1)}`
  const sentence = t.restored(all.charAt(0).toUpperCase() + all.slice(1), parts.length > 1)
  return [sentence, removed].filter(Boolean).join(' ')
}

/** What an undo tells in passing: what it put back, else of what it was; never a colon with nothing behind it. */
export const undoneTold = (title: string, put_back: string, t: DeskTexts): string =>
  `${t.undone}: ${put_back === '' ? `${title}.` : put_back}`

const isNothing = ({ did }: DeskAnswer): boolean => did === 'asked' || did === 'refused' || did === 'choose'

const bare = (row: Row): Pick<RowText, 'title' | 'author' | 'remarks'> => ({
  title: row.answer?.item?.title ?? row.code,
  author: row.answer?.item?.author ?? '',
  remarks: [],
})

const noteText = (row: Row, speech: Speech): RowText | null => {
  const { t } = speech
  if (row.note === null || row.note === 'undo_refused') return null
  const state = row.note === 'questions_left' ? 'ask' : 'stop'
  return { ...bare(row), state, word: t.did.opened, detail: t.notes[row.note] }
}

/** What was not done, in a word: a question, an unknown code, not lent, not renewed. */
const nothingWord = (answer: DeskAnswer, state: State, t: DeskTexts): string => {
  if (state === 'ask') return t.did.asked
  const codes = blockingOf(answer.findings).map(finding => finding.code)
  if (codes.some(code => code.endsWith('_unknown'))) return t.did.unknown
  if (codes.some(code => /^renewal|^max_total|^reserved_by/.test(code))) return t.did.not_renewed
  return answer.item === null || answer.patron === null ? t.did.refused : t.did.not_lent
}

const aside: ReadonlySet<string> = new Set(['damaged', 'incomplete', 'missing'])
/** What was said of the item, and what it cost. */
const careText = (row: Row, { act, outcome }: Care, { f, lang }: Speech): RowText => {
  const t = itemTexts[lang]
  const costs = outcome.charged.map(c => f.money(c.amount_cents))
  if (act.say === 'claim') return { ...bare(row), state: 'ask', word: t.claim.open, detail: t.claim.running }
  const state = aside.has(outcome.state) ? 'ask' : 'ok'
  return { ...bare(row), state, word: t.marks[act.mark], detail: [t.marked[act.mark], ...costs].join(' · ') }
}

/** A row in words. `problem` is worded by the caller's language through the server's own texts. */
export const rowText = (row: Row, speech: Speech, problem: (row: Row) => string): RowText => {
  const { t, lang } = speech
  const noted = noteText(row, speech)
  if (noted !== null) return row.note === 'not_lent_here' ? { ...noted, word: t.did.refused } : noted
  if (row.undone !== null)
    return { ...bare(row), state: 'move', word: t.undone, detail: undoneText(row.undone, speech) }
  if (row.care !== null) return careText(row, row.care, speech)
  if (row.problem !== null && row.note === null)
    return { ...bare(row), state: 'stop', word: t.did.refused, detail: problem(row) }
  const { answer } = row
  if (answer === null) return { ...bare(row), state: null, word: '', detail: '' }
  // The code of a badge opens an account, so it does not stay on the screen.
  if (answer.did === 'badge')
    return { state: 'ok', title: t.did.badge, author: '', word: '', detail: t.tookOver, remarks: [] }
  const { state } = outcomeOf(answer)
  const blocking = blockingOf(answer.findings)
  const remarks = answer.findings
    .filter(finding => finding.weight === 'info' || (finding.code === 'item_note' && !isNothing(answer)))
    .map(finding => findingText(finding, lang))
  const nothing = answer.did === 'asked' || answer.did === 'refused' || answer.did === 'choose'
  const detail = nothing
    ? blocking.map(finding => findingText(finding, lang)).join(' ')
    : [
        doneText(answer, row, speech),
        ...blocking.filter(f => f.weight === 'stop').map(f => findingText(f, lang)),
      ]
        .filter(part => part !== '')
        .join(' · ')
  if (row.put_away) return { ...bare(row), state: null, word: t.putAway, detail, remarks }
  const word = nothing ? nothingWord(answer, state, t) : t.did[answer.did]
  return { ...bare(row), state, word, detail, remarks }
}

/** The row as one spoken sentence: "Uitgeleend: De kleine Johannes, terug woensdag 23 december." */
export const spoken = (text: RowText, { t }: Speech): string =>
  t.say.row(text.word, text.title, text.detail.replace(/\.$/, '').replaceAll(' · ', ', '))

/** "L. Vandenhoute" of "Liesbeth Vandenhoute": enough to recognise, less to read over a shoulder. */
export const shortName = (name: string): string => {
  const [given, ...family] = name.split(' ')
  return family.length === 0 ? name : `${(given ?? '').charAt(0)}. ${family.join(' ')}`
}
