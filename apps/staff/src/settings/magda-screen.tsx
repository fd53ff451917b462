import {
  endMagdaAuthorisation,
  type Magda,
  magdaConsultations,
  readMagda,
  registerNotices,
  setMagdaAuthorisation,
} from '@kaft/contract/magda'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Allowed } from '../base/allowed.tsx'
import { call } from '../base/api.ts'
import { offerWayBack } from '../base/undo.ts'
import { newCommandId } from '../base/command-id.ts'
import { dayOf, useFormats } from '../base/format.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Failed, Read } from '../base/states.tsx'
import { Heads, TableBox } from '../base/table-box.tsx'
import { MagdaForm } from './magda-form.tsx'
import { MagdaLog, MagdaNotices } from './magda-lists.tsx'
import { SettingsPage } from './settings-page.tsx'
import { magdaTexts } from './texts/magda.ts'

/** Off is how MAGDA begins, and no fault; an authorisation that does not work is. */
const looks = { on: 'ok', none: 'offline', not_yet: 'hold', expired: 'stop', no_door: 'stop' } as const

const Authorisation = ({ magda }: { magda: Magda }): ReactNode => {
  const t = useTexts(magdaTexts)
  const f = useFormats()
  const [open, setOpen] = useState(false)
  const end = useDo(endMagdaAuthorisation, [readMagda])
  const { authorisation, state } = magda
  const stop = (): void =>
    end.mutate(
      { body: { command_id: newCommandId() } },
      {
        onSuccess: () => {
          if (authorisation === null) return
          const { recorded_at: _, recorded_by: __, ...before } = authorisation
          offerWayBack(t.ended, [readMagda], async () => {
            await call(setMagdaAuthorisation, { body: { command_id: newCommandId(), ...before } })
            return t.recorded
          })
        },
      },
    )
  return (
    <Spine state={looks[state]} panel className="k-stack">
      <StateWord state={looks[state]}>{t.states[state]}</StateWord>
      <h2 className="k-text-md k-strong">{t.authorisation}</h2>
      {end.error !== null && <Failed error={end.error} />}
      {authorisation === null ? (
        <p className="k-quiet">{t.none}</p>
      ) : (
        <div>
          <p>
            <strong>{authorisation.reference}</strong>,{' '}
            {t.runs(f.dayYear(authorisation.from_on), f.dayYear(authorisation.until_on))}
          </p>
          <p>{authorisation.fields.map(field => t.field[field]).join(', ')}</p>
          <p className="k-quiet">
            {t.by(authorisation.recorded_by ?? '–', f.dayYear(dayOf(authorisation.recorded_at)))} ·{' '}
            {authorisation.dpia}
          </p>
        </div>
      )}
      {open ? (
        <MagdaForm close={() => setOpen(false)} />
      ) : (
        <Allowed op={setMagdaAuthorisation}>
          <div className="k-line">
            <Button variant={authorisation === null ? 'filled' : 'default'} onClick={() => setOpen(true)}>
              {authorisation === null ? t.record : t.change}
            </Button>
            {authorisation !== null && (
              <Button loading={end.isPending} onClick={stop}>
                {t.end}
              </Button>
            )}
          </div>
        </Allowed>
      )}
    </Spine>
  )
}

const Figures = ({ magda }: { magda: Magda }): ReactNode => {
  const t = useTexts(magdaTexts)
  const f = useFormats()
  const { last_asked_at, outcomes, errors } = magda
  return (
    <Spine panel className="k-stack">
      <h2 className="k-text-md k-strong">{t.figures}</h2>
      <p className="k-quiet">
        {last_asked_at === null
          ? t.never
          : t.last(`${f.dayLong(dayOf(last_asked_at))}, ${f.time(last_asked_at)}`)}
      </p>
      {outcomes.length > 0 && (
        <TableBox label={t.figures}>
          <Heads names={t.heads} />
          <tbody>
            {outcomes.map(row => (
              <tr key={row.outcome}>
                <td>{t.outcomes[row.outcome]}</td>
                <td>{row.times}</td>
              </tr>
            ))}
          </tbody>
        </TableBox>
      )}
      {errors.length > 0 && (
        <TableBox label={t.errors}>
          <Heads names={t.errorHeads} />
          <tbody>
            {errors.map(row => (
              <tr key={row.code}>
                <td>{row.code}</td>
                <td>{row.times}</td>
              </tr>
            ))}
          </tbody>
        </TableBox>
      )}
    </Spine>
  )
}

const State = (): ReactNode => {
  const read = useRead(readMagda, {})
  return (
    <Read of={read}>
      {magda => (
        <>
          <Authorisation magda={magda} />
          <Figures magda={magda} />
        </>
      )}
    </Read>
  )
}

/** Addresses of the national register: by which authorisation, how it goes, what somebody has to look at. */
export const Screen = (): ReactNode => (
  <SettingsPage room="magda">
    <Allowed op={readMagda}>
      <State />
    </Allowed>
    <Allowed op={registerNotices}>
      <MagdaNotices />
    </Allowed>
    <Allowed op={magdaConsultations}>
      <MagdaLog />
    </Allowed>
  </SettingsPage>
)
