import { announce } from '../base/announce.ts'
import { confirmContactOf } from '../patrons/contact/confirm.ts'
import { printCrateLabel, printItemSlip } from '../base/slips.tsx'
import { textsNow } from '../base/language.ts'
import { showToast, undoByToast } from '../base/toast.ts'
import { paths } from '../base/paths.ts'
import { sendReceiptOrTell } from '../base/receipt-mail.ts'
import { printReceiptOrTell } from '../base/receipt.tsx'
import { openWhy } from '../base/why.tsx'
import { chooseNextChild } from './class-children.ts'
import type { DeskActs } from './desk-keys.ts'
import { undoableOf } from './effects.ts'
import { desk, happen, sayOf, undoAction } from './engine.ts'
import { openNextOfFamily } from './family.ts'
import { choicesOf } from './outcome.rules.ts'
import { receiveAskedFee } from './membership-fee.tsx'
import { openLoans, openRecent } from './panels.tsx'
import { renewMembershipOf } from './remedies.ts'
import { takeChoice } from './row-view.tsx'
import { meantRow } from './rows.tsx'
import { deskTexts } from './texts/index.ts'
import { headAnswers, openQuestions, shownRows } from './visit.model.ts'
import { whyOf } from './why-of.ts'

const openPatronId = (): string | null => desk.get().visit?.patron.patron_id ?? null
const withPatron = (act: (patron_id: string) => void): void => {
  const patron_id = openPatronId()
  if (patron_id !== null) act(patron_id)
}

export const renewOpenMembership = (): void => {
  const { visit } = desk.get()
  // A failure shows in the head of the patron, where the same button stands.
  if (visit !== null) renewMembershipOf(visit).catch(() => undefined)
}

/** What the toast offers first: it keeps its word also when the visit of which it speaks is closed, and its rows with it. */
const undoLast = (): void => {
  if (undoByToast()) return
  const row = shownRows(desk.get()).find(one => undoableOf(one) !== null)
  const event_id = row === undefined ? null : undoableOf(row)
  if (row !== undefined && event_id !== null) return undoAction(row.row_id, event_id)
  const { nothingToUndo: text, recent: label } = textsNow(deskTexts)
  announce(text)
  showToast({ text, action: { label, run: openRecent } })
}

/** The visit that is open, or else the one that just ended. */
const withVisit = (act: (patron_id: string, since: string) => void): void => {
  const { visit, closed } = desk.get()
  if (visit !== null) act(visit.patron.patron_id, visit.opened_at)
  else if (closed !== null) act(closed.patron_id, closed.opened_at)
}

const printMeantSlip = (): void => {
  const { destination, item, crate, did } = meantRow(shownRows(desk.get()))?.answer ?? {}
  if (did === 'crate_closed' && crate != null) void printCrateLabel(crate.trip_id)
  if (destination != null && destination.to !== 'shelf' && item != null) void printItemSlip(item.item_id)
}

const sayDamaged = (): void => {
  const row = meantRow(shownRows(desk.get()))
  const item_id = row?.answer?.destination == null ? undefined : row.answer.item?.item_id
  if (row !== undefined && item_id !== undefined && row.care === null && row.undone === null)
    sayOf(row.row_id, { say: 'mark', item_id, mark: 'damaged' })
}

const whyMeant = (): void => {
  const row = meantRow(shownRows(desk.get()))
  const ask = row === undefined ? null : whyOf(row, openPatronId())
  if (ask !== null) openWhy(ask)
}

const openPrevious = (): void => {
  const { previous } = desk.get()
  if (previous === null) announce(textsNow(deskTexts).noPrevious)
  else happen({ type: 'open_asked', patron_id: previous })
}

/** What the keys and buttons of the desk do, on the desk as it is at that moment. */
export const deskActs = (screen: {
  go: (to: string) => void
  focusField: () => void
  toggleReturn: () => void
  toggleCounting: () => void
}): DeskActs => {
  const pay = (): void =>
    withPatron(id => {
      if (!receiveAskedFee(id)) screen.go(paths.pay(id))
    })
  return {
    search: screen.focusField,
    catalogue: () => screen.go(paths.catalogue),
    cancel: () => happen({ type: 'cancelling', on: true }),
    returnMode: screen.toggleReturn,
    pay,
    loans: () => withPatron(openLoans),
    receipt: () => withVisit(printReceiptOrTell),
    receiptMail: () => withVisit(sendReceiptOrTell),
    close: () => happen({ type: 'close_asked' }),
    why: whyMeant,
    undo: undoLast,
    answer: index => {
      const head = headAnswers(desk.get().visit)?.[index]
      if (head === 'renew_membership') return renewOpenMembership()
      if (head !== undefined) return happen({ type: 'patron_answered', accept: head.accept })
      const row = openQuestions(desk.get())[0]
      const choice = row?.answer == null ? undefined : choicesOf(row.answer)[index]
      if (row !== undefined && choice !== undefined) takeChoice(row, choice, pay, renewOpenMembership)
    },
    damaged: sayDamaged,
    inHouse: screen.toggleCounting,
    recent: openRecent,
    printSlip: printMeantSlip,
    previous: openPrevious,
    nextChild: chooseNextChild,
    family: openNextOfFamily,
    contact: () => withPatron(id => void confirmContactOf(id)),
  }
}
