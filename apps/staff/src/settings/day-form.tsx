import { readCalendar } from '@kaft/contract/organisation'
import type { Day } from '@kaft/contract/values'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, Checkbox, Radio, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { call } from '../base/api.ts'
import { dayOf, useFormats } from '../base/format.ts'
import { useTexts } from '../base/language.ts'
import { Failed } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { changeTo, type DayType, dayTypes, type Exceptional, isNothing } from './calendar.model.ts'
import { CalendarEffect } from './calendar-effect.tsx'
import type { Branch } from './own-branches.ts'
import { saveChanges, type Sent } from './save-calendar.ts'
import { settingsTexts } from './texts/index.ts'

interface FormProps {
  readonly days: readonly Day[]
  readonly branch: Branch
  readonly branches: readonly Branch[]
  readonly exceptions: readonly Exceptional[]
}
type Choice = DayType | 'week'

/** What each branch needs so that the days hold the choice; branches that hold it already are left out. */
const sentTo = async (
  { days, branch, branches, exceptions }: FormProps,
  choice: Parameters<typeof changeTo>[1],
  all: boolean,
) => {
  const wanted = all ? branches : [branch]
  const sent: Sent[] = []
  for (const { branch_id } of wanted) {
    const before =
      branch_id === branch.branch_id
        ? exceptions
        : (await call(readCalendar, { params: { branch_id }, query: { from: dayOf() } })).rows
    const change = changeTo(days, choice, before)
    if (!isNothing(change)) sent.push({ branch_id, change, before })
  }
  return sent
}

const useSave = (props: FormProps) => {
  const t = useTexts(settingsTexts)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const run = async (choice: Parameters<typeof changeTo>[1], all: boolean): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      const sent = await sentTo(props, choice, all)
      if (sent.length === 0) tell(t.calendar.nothing)
      else await saveChanges(sent)
    } catch (thrown) {
      setError(thrown)
    }
    setBusy(false)
  }
  return { busy, error, run }
}

/** What holds on the chosen days, and the form that changes it. */
export const DayForm = (props: FormProps): ReactNode => {
  const t = useTexts(settingsTexts)
  const f = useFormats()
  const { days, exceptions, branches } = props
  const [from = '', to = ''] = [days[0], days.at(-1)]
  const held = exceptions.find(one => one.on_day === from)
  const [choice, setChoice] = useState<Choice>(held?.type ?? 'week')
  const [note, setNote] = useState(held?.note ?? '')
  const [all, setAll] = useState(false)
  const { busy, error, run } = useSave(props)
  const wanted = choice === 'week' ? null : { type: choice, note: note.trim() || null }
  const past = from < dayOf()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void run(wanted, all)
  }
  return (
    <form onSubmit={submit} noValidate>
      <Spine panel className="k-stack">
        <h2 className="k-text-md k-strong">
          {t.calendar.chosen(days.length, f.dayLong(from), f.dayLong(to))}
        </h2>
        {past ? (
          <p className="k-quiet">{t.calendar.past}</p>
        ) : (
          <>
            <Radio.Group label={t.calendar.what} value={choice} onChange={next => setChoice(next)}>
              <div className="k-stack">
                <Radio value="week" label={t.calendar.asWeek} />
                {dayTypes.map(type => (
                  <Radio
                    key={type}
                    value={type}
                    label={t.calendar.types[type]}
                    description={t.calendar.aboutTypes[type]}
                  />
                ))}
              </div>
            </Radio.Group>
            {choice !== 'week' && (
              <TextInput
                label={t.calendar.note}
                value={note}
                maxLength={200}
                autoComplete="off"
                onChange={event => setNote(event.currentTarget.value)}
              />
            )}
            {branches.length > 1 && (
              <Checkbox
                label={t.calendar.all}
                checked={all}
                onChange={event => setAll(event.currentTarget.checked)}
              />
            )}
            <CalendarEffect branch_id={props.branch.branch_id} change={changeTo(days, wanted, exceptions)} />
            {error !== null && <Failed error={error} />}
            <div className="k-line k-line-end">
              <Button type="submit" variant="filled" loading={busy}>
                {t.calendar.do}
              </Button>
            </div>
          </>
        )}
      </Spine>
    </form>
  )
}
