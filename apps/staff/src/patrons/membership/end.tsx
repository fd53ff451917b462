import { endMembership, explainMembership, unendMembership } from '@kaft/contract/memberships'
import type { EndReason } from '@kaft/contract/patron-parts'
import { findPatrons, type Patron, readPatron, readPatronHead } from '@kaft/contract/patrons'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Button, NativeSelect } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Allowed } from '../../base/allowed.tsx'
import { call } from '../../base/api.ts'
import { offerWayBack } from '../../base/undo.ts'
import { newCommandId } from '../../base/command-id.ts'
import { DayField } from '../../base/day-field.tsx'
import { parseDay } from '../../base/day.model.ts'
import { tellPatronChanged } from '../../base/desk-door.ts'
import { dayOf, useFormats } from '../../base/format.ts'
import { useDo } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Failed } from '../../base/states.tsx'
import { tell } from '../../base/tell.ts'
import { baseTexts } from '../../base/texts.ts'
import css from '../patrons.module.css'
import { Choice } from '../person-fields.tsx'
import { patronTexts } from '../texts/index.ts'
import { membershipTexts } from './texts.ts'

const refreshed = [readPatron, readPatronHead, explainMembership, findPatrons]
const reasons: readonly EndReason[] = ['asked', 'moved', 'deceased', 'unused', 'other']

/** Takes an end back, as long as the panel of the membership shows it. */
export const useUnend = (patron_id: string) => {
  const t = useTexts(membershipTexts)
  const unend = useDo(unendMembership, refreshed)
  const run = (): void =>
    unend.mutate(
      { params: { patron_id } },
      {
        onSuccess: () => {
          tellPatronChanged(patron_id)
          tell(t.unended)
        },
      },
    )
  return { run, busy: unend.isPending, error: unend.error }
}

/** Ends a membership now, when it runs out or on a day, and says why. */
export const EndForm = ({ patron_id, close }: { patron_id: string; close: () => void }): ReactNode => {
  const t = useTexts(membershipTexts)
  const p = useTexts(patronTexts)
  const b = useTexts(baseTexts)
  const end = useDo(endMembership, refreshed)
  const [when, setWhen] = useState<'now' | 'expiry' | 'day'>('now')
  const [reason, setReason] = useState<EndReason>('asked')
  const [typed, setTyped] = useState('')
  const [tried, setTried] = useState(false)
  const on = parseDay(typed, dayOf())
  const wrong = when === 'day' && (on === null || on < dayOf())
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (wrong) return
    const day = when === 'day' && on !== null ? { on } : {}
    end.mutate(
      { params: { patron_id }, body: { command_id: newCommandId(), when, reason, ...day } },
      {
        onSuccess: () => {
          tellPatronChanged(patron_id)
          offerWayBack(t.ended, refreshed, async () => {
            await call(unendMembership, { params: { patron_id } })
            tellPatronChanged(patron_id)
            return t.unended
          })
          close()
        },
      },
    )
  }
  return (
    <form className={css['block']} onSubmit={submit} noValidate>
      {end.error !== null && <Failed error={end.error} />}
      <NativeSelect
        label={t.reason}
        value={reason}
        description={reason === 'deceased' ? t.deceasedHint : undefined}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={reasons.map(value => ({ value, label: t.reasons[value] }))}
        onChange={event => setReason(event.currentTarget.value as EndReason)}
      />
      <Choice
        id="membership-end-when"
        label={t.when}
        value={when}
        of={(['now', 'expiry', 'day'] as const).map(one => [one, t.whens[one]] as const)}
        onValue={setWhen}
      />
      {when === 'day' && (
        <DayField
          label={t.on}
          value={typed}
          onText={setTyped}
          error={tried && wrong ? p.errors.until : undefined}
        />
      )}
      <div className="k-line k-line-end">
        <Button onClick={close}>{b.cancel}</Button>
        <Button type="submit" color="stop" variant="filled" loading={end.isPending}>
          {t.end}
        </Button>
      </div>
    </form>
  )
}

/** What was said about the end, and the way back. */
export const EndSaid = ({
  patron,
  own,
  unend,
}: {
  patron: Patron
  own: boolean
  unend: ReturnType<typeof useUnend>
}): ReactNode => {
  const t = useTexts(membershipTexts)
  const f = useFormats()
  if (patron.end_reason === null || patron.end_said_on === null) return null
  const said = t.endSaid(t.reasons[patron.end_reason], f.dayYear(patron.end_said_on))
  return (
    <div className={css['block']}>
      <StateWord state={patron.end_reason === 'deceased' ? 'stop' : 'ask'}>{said}</StateWord>
      {patron.end_reason === 'deceased' && <p>{t.deceasedSaid}</p>}
      {own && (
        <Allowed op={unendMembership}>
          <div className="k-line">
            <Button size="compact-sm" disabled={unend.busy} onClick={unend.run}>
              {t.unend}
            </Button>
          </div>
        </Allowed>
      )}
    </div>
  )
}
