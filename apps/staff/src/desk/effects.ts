import { announce } from '../base/announce.ts'
import { formatsIn } from '../base/format.ts'
import { secureItem } from '../base/helper.ts'
import { language, textsNow } from '../base/language.ts'
import { problemText } from '../base/problem-text.ts'
import { ProblemError } from '../base/problem.ts'
import { playSound, type SoundKind } from '../base/sound.ts'
import { showToast } from '../base/toast.ts'
import type { Problem } from '@kaft/contract/problem'
import type { DeskState, Row, Task, Undone } from './desk.state.ts'
import { outcomeOf } from './outcome.rules.ts'
import { rowText, type Speech, shortName, spoken, undoneText, undoneTold } from './row-text.ts'
import { deskTexts } from './texts/index.ts'
import { openQuestions } from './visit.model.ts'

/** What ear and eye are told after an answer: one sound, one sentence, one toast with the way back. */

export const speechNow = (): Speech => {
  const lang = language.get()
  return { t: textsNow(deskTexts), f: formatsIn(lang), lang }
}
/** Spoken dates are whole: "woensdag 23 december". */
const aloud = (): Speech => {
  const speech = speechNow()
  return { ...speech, f: { ...speech.f, dayShort: speech.f.dayLong } }
}

export const problemOfRow = (row: Row): string =>
  row.problem === null ? '' : problemText(new ProblemError(row.problem), language.get()).text

const soundOf = (row: Row): SoundKind => {
  if (row.undone !== null) return 'ok'
  if (row.answer === null || row.note !== null) return 'stop'
  if (row.care !== null) return 'ok'
  return outcomeOf(row.answer).sound
}

const urgent = (sound: SoundKind): boolean => sound === 'ask' || sound === 'stop' || sound === 'unknown'

/** The last action of a row that can be taken back. */
export const undoableOf = (row: Row): string | null =>
  row.undone === null && row.phase === 'done' && row.note !== 'undo_refused'
    ? (row.care?.outcome.event_id ?? row.answer?.event_id ?? null)
    : null

const toastFor = (state: DeskState, row: Row, undoRow: UndoRow): void => {
  const event_id = undoableOf(row)
  const { t } = speechNow()
  if (event_id === null) return
  const text = rowText(row, speechNow(), problemOfRow)
  const patron = state.visit?.patron
  const said =
    row.answer?.did === 'lent' && row.care === null && patron !== undefined
      ? t.lentTo(row.answer.child?.name ?? (patron.card_type ? patron.name : shortName(patron.name)))
      : `${text.word}: ${text.title}.`
  showToast({
    text: said,
    action: { label: t.undo, key: 'Ctrl Z', run: () => undoRow(row.row_id, event_id) },
  })
}

type UndoRow = (row_id: number, event_id: string) => void

/** After the server's yes the tag follows: off when it is lent, on when it came back. What does not take it is said at once. */
const secureAfter = async ({ answer, undone }: Row): Promise<void> => {
  const did = undone === null ? answer?.did : null
  const barcode = answer?.item?.barcode
  if (barcode === undefined || (did !== 'lent' && did !== 'taken_back' && did !== 'received')) return
  if (await secureItem(barcode, did !== 'lent')) return
  const { t } = speechNow()
  const text = did === 'lent' ? t.securityNotOff : t.securityNotOn
  playSound('stop')
  announce(text, 'assertive')
  showToast({ text })
}

/** Tells what became of a scan or an undo. Called once per answer, after it came. */
export const tellOutcome = (state: DeskState, task: Task, undoRow: UndoRow): void => {
  if (task.kind !== 'scan' && task.kind !== 'undo' && task.kind !== 'item') return
  const row = state.rows.find(one => one.row_id === task.row_id)
  if (row === undefined || row.phase !== 'done') return
  const sound = soundOf(row)
  playSound(sound)
  const { t } = speechNow()
  void secureAfter(row)
  const sentence =
    row.note === 'undo_refused' ? problemOfRow(row) : spoken(rowText(row, aloud(), problemOfRow), aloud())
  announce(sentence, urgent(sound) ? 'assertive' : 'polite', t.say.many)
  if (row.undone === null) toastFor(state, row, undoRow)
  else {
    const { title, detail } = rowText(row, speechNow(), problemOfRow)
    showToast({ text: undoneTold(title, detail, t) })
  }
}

/** Tells what changed about the visit itself: opened, closed, or refused to close. */
export const tellState = (before: DeskState, next: DeskState): void => {
  const { t } = speechNow()
  const patron = next.visit?.patron
  if (
    patron !== undefined &&
    next.chapter !== before.chapter &&
    before.visit?.patron.patron_id !== patron.patron_id
  ) {
    announce(t.say.opened(patron.name))
    const blocked = patron.findings.some(finding => finding.weight !== 'info')
    playSound(next.visit?.asks === true ? 'ask' : blocked ? 'stop' : 'ok')
  } else if (before.visit !== null && next.visit === null) announce(t.say.closed)
  if (next.refused_closing !== before.refused_closing && next.visit !== null) {
    announce(t.questionsLeft(Math.max(1, openQuestions(next).length), next.visit.patron.name), 'assertive')
    playSound('ask')
  }
}

/** An undo from the list of the last actions has no row to say it in. */
export const tellUndo = (outcome: Undone | Problem): void => {
  const { t, lang } = speechNow()
  const refused = 'title' in outcome && 'status' in outcome
  const text = refused
    ? problemText(new ProblemError(outcome), lang).text
    : `${undoneTold(outcome.item?.title ?? '', '', t)} ${undoneText(outcome, speechNow())}`.trim()
  announce(text, refused ? 'assertive' : 'polite')
  playSound(refused ? 'stop' : 'ok')
  showToast({ text })
}

/** Return mode ended by itself; nobody may find out only at the next late book. */
export const tellExpired = (): void => {
  const { t } = speechNow()
  announce(t.ret.expired, 'assertive')
  playSound('ask')
  showToast({ text: t.ret.expired })
}
