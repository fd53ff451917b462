import { type Breach, breaches, reportBreach } from '@kaft/contract/breaches'
import { myDay } from '@kaft/contract/circulation'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, Checkbox, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { parseDay, typedDay } from '../base/day.model.ts'
import { DayField } from '../base/day-field.tsx'
import { useFocusOnOpen } from '../base/form.tsx'
import { dayOf, useFormats } from '../base/format.ts'
import { useDo, useReadPages } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { More } from '../base/rows.tsx'
import { Empty, Failed, Loading } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { baseTexts } from '../base/texts.ts'
import { HandleBreach } from './handle-breach.tsx'
import { hourNow, instantOf } from './moment.model.ts'
import { PrivacyPage } from './privacy-page.tsx'
import css from './privacy.module.css'
import { breachTexts } from './texts/breaches.ts'
import { privacyTexts } from './texts/index.ts'

const looks = { runs: 'ask', soon: 'stop', over: 'stop', stopped: 'ok' } as const

const Report = ({ close }: { close: () => void }): ReactNode => {
  const t = useTexts(breachTexts)
  const b = useTexts(baseTexts)
  const p = useTexts(privacyTexts)
  const first = useFocusOnOpen<HTMLTextAreaElement>()
  const report = useDo(reportBreach, [breaches, myDay])
  const [form, setForm] = useState({ nature: '', on: typedDay(dayOf()), hour: hourNow(), supplier: false })
  const [tried, setTried] = useState(false)
  const on = parseDay(form.on, dayOf())
  const known_at = on === null ? null : instantOf(on, form.hour)
  const short = form.nature.trim().length < 10
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (short || known_at === null) return
    report.mutate(
      { body: { command_id: newCommandId(), nature: form.nature.trim(), known_at, supplier: form.supplier } },
      {
        onSuccess: () => {
          tell(t.form.started)
          close()
        },
      },
    )
  }
  return (
    <Spine state="ask" panel>
      <form className="k-stack" onSubmit={submit} noValidate>
        <Textarea
          ref={first}
          label={t.form.nature}
          description={t.form.natureHint}
          value={form.nature}
          autosize
          minRows={3}
          maxLength={4000}
          error={tried && short ? p.why10 : undefined}
          onChange={event => setForm({ ...form, nature: event.currentTarget.value })}
        />
        <div className={css['form']}>
          <DayField
            label={t.form.known}
            value={form.on}
            onText={text => setForm({ ...form, on: text })}
            error={tried && on === null ? t.day : undefined}
          />
          <TextInput
            label={t.form.hour}
            value={form.hour}
            error={tried && known_at === null ? t.day : undefined}
            onChange={event => setForm({ ...form, hour: event.currentTarget.value })}
          />
        </div>
        <Checkbox
          label={t.form.supplier}
          checked={form.supplier}
          onChange={event => setForm({ ...form, supplier: event.currentTarget.checked })}
        />
        {report.error !== null && <Failed error={report.error} />}
        <div className="k-line k-line-end">
          <Button onClick={close}>{b.cancel}</Button>
          <Button type="submit" variant="filled" loading={report.isPending}>
            {t.form.go}
          </Button>
        </div>
      </form>
    </Spine>
  )
}

const One = ({ one }: { one: Breach }): ReactNode => {
  const t = useTexts(breachTexts)
  const f = useFormats()
  const [open, setOpen] = useState(false)
  const state = one.closed_at === null ? looks[one.clock] : undefined
  const clock = one.clock === 'stopped' ? t.clocks.stopped : t.clocks[one.clock](one.hours_left)
  const when = `${f.dayLong(dayOf(one.known_at))}, ${f.time(one.known_at)}`
  return (
    <Spine state={state} panel className="k-stack">
      <div className="k-line k-line-between">
        {state === undefined ? (
          <span className="k-strong">{t.closed}</span>
        ) : (
          <StateWord state={state}>{clock}</StateWord>
        )}
        <Button size="compact-sm" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t.fold : t.open}
        </Button>
      </div>
      <p className="k-prose" style={{ whiteSpace: 'pre-line' }}>
        {one.nature}
      </p>
      <p className="k-quiet">
        {[
          t.known(when),
          t.found[one.found_by],
          one.library_name,
          one.decision && t.decided[one.decision],
          one.reached > 0 ? t.reached(one.reached, one.told) : null,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {open && <HandleBreach one={one} />}
    </Spine>
  )
}

/** Every breach, the newest first, with its clock. */
export const Screen = (): ReactNode => {
  const t = useTexts(breachTexts)
  const [reporting, report] = useState(false)
  const read = useReadPages(breaches, { query: {} })
  const rows = read.data?.pages.flatMap(page => page.rows)
  const telling = rows?.some(one => one.telling) === true
  const { refetch } = read
  // A job sends what was asked for another library: the screen says so as soon as it is done.
  useEffect(() => {
    if (!telling) return
    const timer = setInterval(() => void refetch(), 5_000)
    return () => clearInterval(timer)
  }, [telling, refetch])
  return (
    <PrivacyPage
      room="breaches"
      actions={
        !reporting && (
          <Button variant="filled" onClick={() => report(true)}>
            {t.report}
          </Button>
        )
      }
    >
      {reporting && <Report close={() => report(false)} />}
      {read.error !== null && <Failed error={read.error} />}
      {rows === undefined && read.error === null && <Loading />}
      {rows?.length === 0 && <Empty>{t.none}</Empty>}
      {rows?.map(one => (
        <One key={one.breach_id} one={one} />
      ))}
      <More of={read} />
    </PrivacyPage>
  )
}
