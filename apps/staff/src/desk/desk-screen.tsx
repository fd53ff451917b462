import { readSettings } from '@kaft/contract/organisation'
import { settings as libraryDefaults } from '@kaft/contract/settings'
import { type ReactNode, type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { useGo } from '../base/address.ts'
import { useRead } from '../base/hooks.ts'
import { useShortcuts } from '../base/keys.ts'
import { textsNow, useTexts } from '../base/language.ts'
import { useScans } from '../base/scans.ts'
import { type Session, useSession } from '../base/session.ts'
import { useStore } from '../base/store.ts'
import { tell } from '../base/tell.ts'
import { deskActs, renewOpenMembership } from './acts.ts'
import { chooseChild, hasList, useChildren } from './class-children.ts'
import { ClosedNotice, type ReceiptPolicy } from './closed-notice.tsx'
import { type DeskActs, deskKeys } from './desk-keys.ts'
import css from './desk.module.css'
import type { DeskState } from './desk.state.ts'
import { desk, happen, leaveDesk, scanned, startDesk } from './engine.ts'
import { Foot, StopReturning } from './foot.tsx'
import { keepMode, keptMode } from './kept-mode.ts'
import { ReturnStart } from './return-start.tsx'
import { ReturnView } from './return-view.tsx'
import type { RowActions } from './row-view.tsx'
import { rowElement, Rows } from './rows.tsx'
import { ScanField } from './scan-field.tsx'
import { deskTexts } from './texts/index.ts'
import { useBands } from './use-bands.ts'
import { useStayInField } from './use-stay-in-field.ts'
import { VisitHead } from './visit-head.tsx'
import { actsOf, itemsOf, openQuestions, shownRows } from './visit.model.ts'

const home: { branch_id: string | null } = { branch_id: null }
/**
 * Another branch or library begins with an empty desk; another colleague at the same branch does not, nor does a page that is loaded anew in the
 * midst of return mode.
 */
const useOwnBranch = ({ branch_id }: Session): void => {
  useEffect(() => {
    if (home.branch_id !== null && home.branch_id !== branch_id) leaveDesk()
    const kept = home.branch_id === null && branch_id !== null ? keptMode(branch_id, Date.now()) : null
    if (kept !== null) {
      happen({ type: 'return_kept', mode: kept })
      tell(textsNow(deskTexts).ret.kept)
    }
    home.branch_id = branch_id
    return branch_id === null ? undefined : desk.subscribe(() => keepMode(branch_id, desk.get().return_mode))
  }, [branch_id])
}

const isPolicy = (value: unknown): value is ReceiptPolicy =>
  value === 'always' || value === 'mail' || value === 'ask' || value === 'never'
const useReceiptPolicy = ({ workstation }: Session): ReceiptPolicy => {
  const library = useRead(readSettings, {}, { fresh_ms: 300_000 })
  const own = workstation?.settings['receipt']
  const shared = library.data?.rows.find(row => row.key === 'desk.receipt')?.value
  if (isPolicy(own)) return own
  return isPolicy(shared) ? shared : libraryDefaults['desk.receipt'].default
}

/** Enter in the empty field answers the one question that has a usual answer: renew the membership. */
const onEmptyEnter = (): void => {
  const { visit } = desk.get()
  const expired = visit?.patron.findings.some(finding => finding.code === 'patron_expired') === true
  if (visit?.asks === true && expired) renewOpenMembership()
}
const intoRows = (): void => {
  const first = shownRows(desk.get())[0]
  if (first !== undefined) rowElement(first.row_id)?.focus()
}

const Top = ({
  field,
  acts,
  returning,
}: {
  field: RefObject<HTMLInputElement | null>
  acts: DeskActs
  returning: boolean
}): ReactNode => {
  const t = useTexts(deskTexts)
  const visit = useStore(desk, state => state.visit)
  const children = useChildren(visit)
  return (
    <div className={css['top']}>
      <ScanField
        field={field}
        names={!returning}
        klas={children}
        actions={{
          chooseChild: child => chooseChild(child),
          openPatron: patron_id => happen({ type: 'open_asked', patron_id }),
          openPrevious: acts.previous,
          onEmptyEnter,
          onDown: intoRows,
        }}
      />
      <button type="button" className={css['mode']} aria-pressed={returning} onClick={acts.returnMode}>
        {t.returnMode} <kbd>F7</kbd>
      </button>
    </div>
  )
}

/** Counting consultations begins at once, and ends as return mode does. */
const toggleCounting = (stop: () => void): void => {
  if (desk.get().return_mode !== null) stop()
  else happen({ type: 'return_started', return_on: null, reason: null, counts: true, now: Date.now() })
}

/** Starting and stopping return mode are asked in the screen; they never stand above it. */
const useReturnQuestion = (field: RefObject<HTMLInputElement | null>, state: DeskState) => {
  const [asking, setAsking] = useState<'no' | 'start' | 'stop'>('no')
  const returning = state.return_mode !== null
  const done = (): void => {
    setAsking('no')
    setTimeout(() => field.current?.focus())
  }
  const toggle = (): void => {
    if (!returning) setAsking(now => (now === 'start' ? 'no' : 'start'))
    else if (actsOf(desk.get()).length === 0) happen({ type: 'return_stopped' })
    else setAsking('stop')
  }
  const question =
    asking === 'start' && !returning ? (
      <ReturnStart onDone={done} />
    ) : asking === 'stop' && returning ? (
      <StopReturning count={itemsOf(state)} goOn={done} />
    ) : null
  return { toggle, question }
}

/** What rows need of the screen, the same object at every render, so that a row that did not change is not drawn. */
const useRowActions = (acts: DeskActs): RowActions => {
  const latest = useRef(acts)
  useEffect(() => {
    latest.current = acts
  })
  return useMemo(
    () => ({
      pay: () => latest.current.pay(),
      renewMembership: renewOpenMembership,
      focusField: () => latest.current.search(),
    }),
    [],
  )
}

/** The desk: lend, take back and renew in one place. */
export const Screen = (): ReactNode => {
  const t = useTexts(deskTexts)
  const session = useSession()
  const state = useStore(desk)
  const policy = useReceiptPolicy(session)
  const field = useRef<HTMLInputElement>(null)
  const go = useGo()
  const { toggle, question } = useReturnQuestion(field, state)
  const focusField = (): void => {
    field.current?.focus()
    field.current?.select()
  }
  const acts = deskActs({
    go,
    focusField,
    toggleReturn: toggle,
    toggleCounting: () => toggleCounting(toggle),
  })
  const rowActions = useRowActions(acts)
  const returning = state.return_mode !== null
  useOwnBranch(session)
  useEffect(startDesk, [])
  useScans(scan => scanned(scan.code))
  useStayInField(field)
  useBands(state, toggle)
  const contact = state.visit?.patron.contact_due === true
  useShortcuts(
    deskKeys(acts, { visit: state.visit !== null, returning, klas: hasList(state.visit), contact }),
  )
  return (
    <div className={css['desk']}>
      <h1 className="k-sr-only">{returning ? t.returnMode : t.title}</h1>
      <Top field={field} acts={acts} returning={returning} />
      {question}
      {state.closed !== null && (
        <ClosedNotice key={state.closed.turn} closed={state.closed} policy={policy} />
      )}
      {state.visit !== null && (
        <VisitHead
          visit={state.visit}
          questions={state.closing_waits ? Math.max(1, openQuestions(state).length) : 0}
          actions={acts}
        />
      )}
      {returning && <ReturnView state={state} latest={shownRows(state)[0]} />}
      <Rows state={state} actions={rowActions} />
      <Foot state={state} policy={policy} />
    </div>
  )
}
