import { changeHold, type Hold, patronHolds, resumeHold, suspendHold } from '@kaft/contract/holds'
import { listBranches } from '@kaft/contract/organisation'
import { readPatron } from '@kaft/contract/patrons'
import { Button, NativeSelect } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { DayField } from '../base/day-field.tsx'
import { parseDay } from '../base/day.model.ts'
import { dayOf } from '../base/format.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { textsNow, useTexts } from '../base/language.ts'
import { closePanel, openPanel } from '../base/panel.ts'
import { useSession } from '../base/session.ts'
import { playSound } from '../base/sound.ts'
import { Failed } from '../base/states.tsx'
import { baseTexts } from '../base/texts.ts'
import { offerUndo } from '../base/undo.ts'
import { patronTexts } from './texts/index.ts'

const refreshed = [patronHolds, readPatron]
const done = (text: string) => (said: { event_id: string }) => {
  playSound('ok')
  offerUndo(text, said.event_id, refreshed)
  closePanel()
}

/** Suspend until a day or until resumed; pick up elsewhere. Each can be undone, and the place is kept. */
const Change = ({ hold }: { hold: Hold }): ReactNode => {
  const t = useTexts(patronTexts).holds
  const session = useSession()
  const b = useTexts(baseTexts)
  const [until, setUntil] = useState('')
  const [unreadable, setUnreadable] = useState(false)
  const [branch, setBranch] = useState(hold.pickup_branch_id)
  const suspend = useDo(suspendHold, refreshed)
  const change = useDo(changeHold, refreshed)
  const branches = useRead(listBranches, {}, { fresh_ms: 300_000 })
  const { hold_id } = hold
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const day = parseDay(until, dayOf())
    // A day that nobody can read would silently pause without an end.
    if (until.trim() !== '' && day === null) return setUnreadable(true)
    const body = { command_id: newCommandId(), ...(day === null ? {} : { until: day }) }
    suspend.mutate({ params: { hold_id }, body }, { onSuccess: done(t.suspendedTold(hold.title)) })
  }
  const move = (event: FormEvent): void => {
    event.preventDefault()
    change.mutate(
      { params: { hold_id }, body: { command_id: newCommandId(), pickup_branch_id: branch } },
      { onSuccess: done(t.changedTold(hold.title)) },
    )
  }
  const near = (branches.data?.rows ?? []).filter(one =>
    session.scope.some(library => library.library_id === one.library_id),
  )
  return (
    <div className="k-stack">
      {suspend.error !== null && <Failed error={suspend.error} />}
      {change.error !== null && <Failed error={change.error} />}
      {hold.state === 'waiting' && (
        <form className="k-stack" onSubmit={submit}>
          <DayField
            label={t.suspendUntil}
            value={until}
            error={unreadable ? b.dayUnreadable : undefined}
            onText={text => {
              setUntil(text)
              setUnreadable(false)
            }}
          />
          <p className="k-quiet">{t.suspendAbout}</p>
          <Button type="submit" loading={suspend.isPending}>
            {t.suspend}
          </Button>
        </form>
      )}
      <form className="k-stack" onSubmit={move}>
        <NativeSelect
          label={t.pickupField}
          value={branch}
          data={near.map(one => ({ value: one.branch_id, label: `${one.name} (${one.library_name})` }))}
          onChange={event => setBranch(event.currentTarget.value)}
        />
        <Button type="submit" loading={change.isPending} disabled={branch === hold.pickup_branch_id}>
          {t.move}
        </Button>
      </form>
    </div>
  )
}

/** "Hervat" where a hold is suspended, "Wijzig" for the rest. */
export const HoldActs = ({ hold }: { hold: Hold }): ReactNode => {
  const t = useTexts(patronTexts).holds
  const resume = useDo(resumeHold, refreshed)
  const suspended = hold.suspended_until !== null && hold.suspended_until > dayOf()
  const run = (): void =>
    resume.mutate(
      { params: { hold_id: hold.hold_id }, body: { command_id: newCommandId() } },
      { onSuccess: done(t.resumedTold(hold.title)) },
    )
  return (
    <>
      {suspended && (
        <Button size="compact-sm" disabled={resume.isPending} onClick={run}>
          {t.resume}
        </Button>
      )}
      <Button
        size="compact-sm"
        onClick={() =>
          openPanel({
            title: textsNow(patronTexts).holds.changeTitle(hold.title),
            body: <Change hold={hold} />,
          })
        }
      >
        {t.change}
      </Button>
    </>
  )
}
