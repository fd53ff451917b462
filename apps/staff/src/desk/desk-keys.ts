import type { Shortcut } from '../base/keys.ts'
import { deskTexts, type DeskTexts } from './texts/index.ts'

type KeyName = Exclude<keyof DeskTexts['keys'], 'answer'>
const named = (name: KeyName): Shortcut['does'] => ({
  nl: deskTexts.nl.keys[name],
  en: deskTexts.en.keys[name],
})

/** What each key of the desk does; the screen fills in how. */
export interface DeskActs {
  readonly search: () => void
  readonly catalogue: () => void
  readonly cancel: () => void
  readonly returnMode: () => void
  readonly pay: () => void
  readonly loans: () => void
  readonly receipt: () => void
  readonly receiptMail: () => void
  readonly close: () => void
  readonly why: () => void
  readonly undo: () => void
  readonly answer: (index: number) => void
  readonly recent: () => void
  readonly damaged: () => void
  readonly inHouse: () => void
  readonly printSlip: () => void
  readonly previous: () => void
  readonly nextChild: () => void
  readonly family: () => void
  readonly contact: () => void
}

/** The keys of screens.md §5.1 in one list, so that F1, the footer and the palette say the same. */
export const deskKeys = (
  acts: DeskActs,
  open: { visit: boolean; returning: boolean; klas?: boolean; contact?: boolean },
): readonly Shortcut[] => {
  const key = (id: KeyName, combo: string, run: () => void, quiet = false): Shortcut => ({
    id: `desk.${id}${quiet ? `.${combo}` : ''}`,
    combo,
    does: named(id),
    run,
    quiet,
  })
  const always = [
    key('why', 'F2', acts.why),
    key('search', 'F3', acts.search),
    key('search', 'Alt+Z', acts.search, true),
    key('returnMode', 'F7', acts.returnMode),
    key('undo', 'Ctrl+Z', acts.undo),
    key('catalogue', 'Alt+C', acts.catalogue),
    key('recent', 'Alt+H', acts.recent),
    key('printSlip', 'Alt+P', acts.printSlip),
    key('damaged', 'Alt+B', acts.damaged),
    key('inHouse', 'Alt+I', acts.inHouse),
    key('previous', 'Alt+V', acts.previous),
    key('receipt', 'F10', acts.receipt),
    key('receiptMail', 'Alt+M', acts.receiptMail),
    ...[1, 2, 3].map(n => ({
      id: `desk.answer${n}`,
      combo: `Alt+${n}`,
      does: { nl: deskTexts.nl.keys.answer(n), en: deskTexts.en.keys.answer(n) },
      run: () => acts.answer(n - 1),
    })),
  ]
  if (open.returning)
    return [...always, { ...key('returnMode', 'Escape', acts.returnMode, true), whileTyping: true }]
  if (!open.visit) return always
  return [
    ...always,
    key('cancel', 'F4', acts.cancel),
    key('pay', 'F8', acts.pay),
    key('loans', 'F9', acts.loans),
    key('close', 'F12', acts.close),
    key('family', 'Alt+G', acts.family),
    ...(open.contact === true ? [key('contact', 'Alt+A', acts.contact)] : []),
    ...(open.klas === true ? [key('nextChild', 'Alt+K', acts.nextChild)] : []),
  ]
}
