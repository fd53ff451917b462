import { readSession } from '@kaft/contract/organisation'
import { RouterProvider } from '@tanstack/react-router'
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { useRead } from '../base/hooks.ts'
import { announce } from '../base/announce.ts'
import { textsNow, useTexts } from '../base/language.ts'
import { Layer } from '../base/layer.tsx'
import { briefingAsked, sessionEnded } from '../base/online.ts'
import { takePreferences } from '../base/preferences.ts'
import { isNotSignedIn } from '../base/problem.ts'
import { decodedScans } from '../base/scans.ts'
import { type Session, SessionContext } from '../base/session.ts'
import { soundChoice } from '../base/sound.ts'
import { useStore } from '../base/store.ts'
import { showToast } from '../base/toast.ts'
import { stopHelp, wasHelping } from '../help/helping.ts'
import { BriefingPage } from '../sign-in/briefing-page.tsx'
import { FullSignIn } from '../sign-in/full-sign-in.tsx'
import { QuickSwitch } from '../sign-in/quick-switch.tsx'
import { StepUp } from '../sign-in/step-up.tsx'
import { isReturn, ReturnPage } from '../sign-in/return-page.tsx'
import { SignInPage } from '../sign-in/sign-in-page.tsx'
import { takeSession } from '../sign-in/take-session.ts'
import { signInTexts } from '../sign-in/texts.ts'
import { gate, switching, unlock, watchIdle } from './gate.ts'
import { focusFaults } from './focus-faults.ts'
import { keepFocus } from './keep-focus.ts'
import { listenToKeys } from './listen.ts'
import { isPracticeEntrance, PracticePage } from './practice-page.tsx'
import { router } from './router.tsx'
import { shellTexts } from './texts.ts'
import { workstationOf } from './workstation.ts'

const enter = (session: Session): void => {
  takeSession(session)
  unlock()
}

/** What belongs to the workstation and the account follows each change of session. */
const useSettings = (session: Session): void => {
  const station = workstationOf(session)
  useEffect(
    () => soundChoice.set({ on: station.sound, volume: station.volume }),
    [station.sound, station.volume],
  )
  // Read once for each account: what is changed here meanwhile goes before what the server last said.
  const own = useRef(session.preferences)
  own.current = session.preferences
  useEffect(() => {
    if (session.staff_id !== '') takePreferences(own.current)
  }, [session.staff_id])
  useEffect(() => listenToKeys(() => station.scanner_prefix), [station.scanner_prefix])
  const { cover_after_s, lock_after_s } = station
  useEffect(() => watchIdle(() => ({ cover_after_s, lock_after_s })), [cover_after_s, lock_after_s])
  const decoded = useStore(decodedScans)
  useEffect(() => {
    // Told once: the first scan that had to be decoded since this page was opened.
    if (decoded !== 1) return
    const { decoded: text } = textsNow(shellTexts)
    showToast({ text })
    announce(text)
  }, [decoded])
}

/** What stands above the work: the lock, the end of a session, the quick switch. */
const Doors = (): ReactNode => {
  const t = useTexts(signInTexts)
  const locked = useStore(gate) === 'locked'
  const ended = useStore(sessionEnded)
  const taking = useStore(switching)
  if (ended)
    return (
      <Layer title={t.title} className="k-lock">
        <p className="k-quiet">{t.again}</p>
        <FullSignIn onSession={enter} />
      </Layer>
    )
  if (locked)
    return (
      <Layer title={t.locked} className="k-lock">
        <QuickSwitch action={t.unlock} onSession={enter} />
      </Layer>
    )
  if (taking)
    return (
      <Layer title={t.takeOver} onClose={() => switching.set(false)}>
        <p className="k-quiet">{t.stays}</p>
        <QuickSwitch action={t.switch} onSession={enter} />
      </Layer>
    )
  return null
}

const Inside = ({ session }: { session: Session }): ReactNode => {
  useSettings(session)
  const locked = useStore(gate) === 'locked'
  const asked = useStore(briefingAsked)
  const briefing = session.briefing_due || asked
  // No screen opens before the briefing; one that is open stays as it is behind it.
  const [entered, setEntered] = useState(!briefing)
  if (!briefing && !entered) setEntered(true)
  return (
    <SessionContext value={session}>
      <div hidden={locked || briefing} className="k-inside">
        {entered && <RouterProvider router={router} />}
      </div>
      {briefing && !locked && <BriefingPage />}
      <Doors />
      {!locked && !briefing && <StepUp />}
    </SessionContext>
  )
}

/** Back from signing in elsewhere, that comes first; then the address is that of the start. */
export const Entrance = (): ReactNode => {
  const [returns, setReturns] = useState(isReturn)
  const [practises, setPractises] = useState(isPracticeEntrance)
  useEffect(keepFocus, [])
  useEffect(focusFaults, [])
  const done = useCallback((session: Session | null) => {
    history.replaceState(null, '', import.meta.env.BASE_URL)
    if (session !== null) enter(session)
    setReturns(false)
    setPractises(false)
  }, [])
  if (practises) return <PracticePage done={done} />
  return returns ? <ReturnPage done={done} /> : <Known />
}

/** Signed in or not; and while the server does not answer, neither. */
const Known = (): ReactNode => {
  const t = useTexts(shellTexts)
  const read = useRead(readSession, {}, { fresh_ms: 60_000 })
  // Help that ended while nobody looked leads back to the own account, if that is still open.
  const lost = isNotSignedIn(read.error)
  const helped = lost && wasHelping()
  useEffect(() => {
    if (helped) void stopHelp()
  }, [helped])
  if (read.data !== undefined) return <Inside session={read.data} />
  if (lost && !helped) return <SignInPage />
  return (
    <main className="k-sign-in">
      <p className="k-quiet" role="status">
        {t.connecting}
      </p>
      {read.error !== null && <Retry again={() => void read.refetch()} />}
    </main>
  )
}

const Retry = ({ again }: { again: () => void }): ReactNode => {
  useEffect(() => {
    const timer = setInterval(again, 2000)
    return () => clearInterval(timer)
  })
  return null
}
