import { announceDeparture, listDepartures } from '@kaft/contract/departures'
import { listBranches } from '@kaft/contract/organisation'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useGo } from '../../base/address.ts'
import { newCommandId } from '../../base/command-id.ts'
import { DayField } from '../../base/day-field.tsx'
import { parseDay } from '../../base/day.model.ts'
import { useFocusOnOpen } from '../../base/form.tsx'
import { dayOf } from '../../base/format.ts'
import { useDo, useRead } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { paths } from '../../base/paths.ts'
import { Failed } from '../../base/states.tsx'
import { baseTexts } from '../../base/texts.ts'
import css from '../moving.module.css'
import { departureTexts } from './texts.ts'

/** Announces that a library leaves, and why. */
export const Announce = ({ close }: { close: () => void }): ReactNode => {
  const t = useTexts(departureTexts)
  const b = useTexts(baseTexts)
  const go = useGo()
  const rows = useRead(listBranches, {}, { fresh_ms: 300_000 }).data?.rows ?? []
  const libraries = [...new Map(rows.map(r => [r.library_id, r.library_name]))]
  const announce = useDo(announceDeparture, [listDepartures])
  const [library_id, setLibrary] = useState('')
  const [on, setOn] = useState('')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const field = useFocusOnOpen<HTMLSelectElement>()
  const leaves_on = parseDay(on, dayOf())
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (library_id === '' || leaves_on === null || reason.trim() === '') return
    announce.mutate(
      { body: { command_id: newCommandId(), library_id, leaves_on, reason: reason.trim() } },
      { onSuccess: made => go(paths.departure(made.departure_id)) },
    )
  }
  return (
    <form onSubmit={submit} noValidate>
      <Spine panel className="k-stack">
        <div>
          <h2 className="k-text-md k-strong">{t.announce}</h2>
          <p className="k-quiet">{t.announceAbout}</p>
        </div>
        {announce.error !== null && <Failed error={announce.error} />}
        <div className={css['form']}>
          <NativeSelect
            ref={field}
            label={t.library}
            value={library_id}
            data={[{ value: '', label: t.choose }, ...libraries.map(([value, label]) => ({ value, label }))]}
            error={tried && library_id === '' ? t.chooseOne : undefined}
            onChange={event => setLibrary(event.currentTarget.value)}
          />
          <DayField
            label={t.leavesOn}
            value={on}
            onText={setOn}
            error={tried && leaves_on === null ? b.dayUnreadable : undefined}
          />
          <TextInput
            label={t.reason}
            value={reason}
            maxLength={300}
            autoComplete="off"
            error={tried && reason.trim() === '' ? t.reasonNeeded : undefined}
            onChange={event => setReason(event.currentTarget.value)}
          />
        </div>
        <div className="k-line k-line-end">
          <Button onClick={close}>{b.cancel}</Button>
          <Button type="submit" variant="filled" loading={announce.isPending}>
            {t.announce}
          </Button>
        </div>
      </Spine>
    </form>
  )
}
