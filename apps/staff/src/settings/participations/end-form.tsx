import { endParticipation, listParticipations, type Participation } from '@kaft/contract/participations'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../../base/command-id.ts'
import { DayField } from '../../base/day-field.tsx'
import { parseDay } from '../../base/day.model.ts'
import { useFocusOnOpen } from '../../base/form.tsx'
import { dayOf, useFormats } from '../../base/format.ts'
import { useDo } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Failed } from '../../base/states.tsx'
import { tell } from '../../base/tell.ts'
import { baseTexts } from '../../base/texts.ts'
import css from '../settings.module.css'
import { participationTexts } from '../texts/participations.ts'

/** Ends an agreement before its time: it says who stands before a closed door then. */
export const EndParticipation = ({ of, close }: { of: Participation; close: () => void }): ReactNode => {
  const t = useTexts(participationTexts)
  const b = useTexts(baseTexts)
  const f = useFormats()
  const end = useDo(endParticipation, [listParticipations])
  const heading = useFocusOnOpen<HTMLHeadingElement>()
  const [on, setOn] = useState('')
  const stops_on = parseDay(on, dayOf())
  const wrong = stops_on === null || stops_on < dayOf() || (of.ends_on !== null && stops_on >= of.ends_on)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (stops_on === null || wrong) return
    const { participation_id } = of
    end.mutate(
      { params: { participation_id }, body: { command_id: newCommandId(), stops_on } },
      {
        onSuccess: () => {
          tell(t.ended(of.library))
          close()
        },
      },
    )
  }
  return (
    <form onSubmit={submit} noValidate>
      <Spine panel state="ask" className="k-stack">
        <div>
          <h2 ref={heading} tabIndex={-1} className="k-text-md k-strong">
            {t.endTitle(of.library)}
          </h2>
          <p className="k-quiet">
            {of.reference} · {of.version}
          </p>
        </div>
        {end.error !== null && <Failed error={end.error} />}
        <p>{t.endAbout}</p>
        <div className={css['form']}>
          <DayField
            label={t.last}
            value={on}
            onText={setOn}
            error={wrong && on.trim() !== '' ? t.lastWrong : undefined}
          />
        </div>
        <div className="k-line k-line-end">
          <Button onClick={close}>{b.cancel}</Button>
          <Button type="submit" variant="filled" color="stop" disabled={wrong} loading={end.isPending}>
            {t.endDo(stops_on === null ? '' : f.dayYear(stops_on))}
          </Button>
        </div>
      </Spine>
    </form>
  )
}
