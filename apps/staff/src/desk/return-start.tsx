import { returnDays } from '@kaft/contract/items'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, Radio, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { DayField } from '../base/day-field.tsx'
import { parseDay } from '../base/day.model.ts'
import { dayOf, useFormats } from '../base/format.ts'
import { useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { baseTexts } from '../base/texts.ts'
import css from './desk.module.css'
import { happen } from './engine.ts'
import { deskTexts } from './texts/index.ts'

/** What the regulation says of the book drop, and how the choice says it. */
const wordsOf = { previous_opening: 'previous', next_open_day: 'next' } as const

type Which = 'today' | 'previous' | 'other'

const isWhich = (value: string): value is Which =>
  value === 'today' || value === 'previous' || value === 'other'

/** A day that is past, or today; what comes later cannot have brought anything back. */
const pastDay = (typed: string): string | null => {
  const day = parseDay(typed, dayOf(), 'past')
  return day === null || day > dayOf() ? null : day
}

/** Another day than the calendar offers needs a reason, because it changes what people pay. */
const OtherDay = ({
  day,
  reason,
  tried,
  onDay,
  onReason,
}: {
  day: string
  reason: string
  tried: boolean
  onDay: (day: string) => void
  onReason: (reason: string) => void
}): ReactNode => {
  const t = useTexts(deskTexts)
  return (
    <div className={css['otherDay']}>
      <DayField
        label={t.ret.day}
        value={day}
        onText={onDay}
        read={pastDay}
        shape={t.ret.dayShape}
        error={tried && pastDay(day) === null ? t.ret.dayNeeded : undefined}
      />
      <TextInput
        label={t.ret.reason}
        value={reason}
        maxLength={120}
        onChange={event => onReason(event.currentTarget.value)}
        error={tried && reason.trim() === '' ? t.ret.reasonNeeded : undefined}
      />
    </div>
  )
}

/** Which day counts, chosen before the first scan. Stands in the screen, above the rows; no dialog. */
export const ReturnStart = ({ onDone }: { onDone: () => void }): ReactNode => {
  const t = useTexts(deskTexts)
  const b = useTexts(baseTexts)
  const f = useFormats()
  const { proposed } = useRead(returnDays, {}, { fresh_ms: 60_000 }).data ?? { proposed: null }
  const offered = proposed === null || proposed.on === dayOf() ? null : proposed
  const [which, setWhich] = useState<Which>('today')
  const [day, setDay] = useState('')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const days = {
    today: [null, null],
    previous: [offered?.on ?? null, t.ret.dropBox],
    other: [pastDay(day) ?? '', reason.trim()],
  } as const
  const start = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    const [return_on, why] = days[which]
    if (return_on === '' || why === '') return
    happen({ type: 'return_started', return_on, reason: why, now: Date.now() })
    onDone()
  }
  return (
    <Spine state="hold" panel className={css['start']}>
      <form className="k-stack" onSubmit={start} noValidate>
        <h2 className="k-text-lg k-strong">{t.ret.title}</h2>
        <Radio.Group label={t.ret.which} value={which} onChange={value => isWhich(value) && setWhich(value)}>
          <div className="k-stack">
            <Radio value="today" label={t.ret.today} autoFocus />
            {offered !== null && (
              <Radio value="previous" label={t.ret[wordsOf[offered.because]](f.dayLong(offered.on))} />
            )}
            <Radio value="other" label={t.ret.other} />
          </div>
        </Radio.Group>
        {which === 'other' && (
          <OtherDay day={day} reason={reason} tried={tried} onDay={setDay} onReason={setReason} />
        )}
        <div className="k-line k-line-end">
          <Button variant="subtle" onClick={onDone}>
            {b.cancel}
          </Button>
          <Button type="submit" variant="filled">
            {t.ret.start}
          </Button>
        </div>
      </form>
    </Spine>
  )
}
