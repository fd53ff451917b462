import { type Breach, breaches, reachedByBreach, scopeBreach, tellReached } from '@kaft/contract/breaches'
import { Button, Textarea, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { parseDay, typedDay } from '../base/day.model.ts'
import { DayField } from '../base/day-field.tsx'
import { dayOf } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Failed } from '../base/states.tsx'
import { BreachLetters } from './breach-letters.tsx'
import { momentsOf } from './moment.model.ts'
import css from './privacy.module.css'
import { breachTexts } from './texts/breaches.ts'

const Scope = ({ one }: { one: Breach }): ReactNode => {
  const t = useTexts(breachTexts)
  const scope = useDo(scopeBreach, [breaches, reachedByBreach])
  const known = typedDay(dayOf(one.known_at))
  const [form, setForm] = useState({ staff: '', from: known, until: known })
  const [tried, setTried] = useState(false)
  const [from, until] = [parseDay(form.from, dayOf()), parseDay(form.until, dayOf())]
  const span = momentsOf(from, until)
  const turned = from !== null && until !== null && until < from
  const staff = form.staff.trim()
  // A name would not be looked for: without this it would put what everybody looked at on the list.
  const noNumber = staff !== '' && !/^[1-9]\d{0,18}$/.test(staff)
  const go = (): void => {
    setTried(true)
    if (span === null || noNumber) return
    scope.mutate({
      params: { breach_id: one.breach_id },
      body: {
        command_id: newCommandId(),
        staff_id: staff === '' ? null : staff,
        workstation_id: null,
        ...span,
      },
    })
  }
  return (
    <>
      <div className={css['form']}>
        <DayField
          label={t.from}
          value={form.from}
          onText={text => setForm({ ...form, from: text })}
          error={tried && from === null ? t.day : undefined}
        />
        <DayField
          label={t.until}
          value={form.until}
          onText={text => setForm({ ...form, until: text })}
          error={!tried ? undefined : until === null ? t.day : turned ? t.turned : undefined}
        />
        <TextInput
          label={t.staff}
          value={form.staff}
          inputMode="numeric"
          autoComplete="off"
          error={tried && noNumber ? t.staffNumber : undefined}
          onChange={event => setForm({ ...form, staff: event.currentTarget.value })}
        />
      </div>
      {scope.error !== null && <Failed error={scope.error} />}
      <div className="k-line k-line-end">
        <Button loading={scope.isPending} onClick={go}>
          {t.scopeGo}
        </Button>
      </div>
    </>
  )
}

/** Whom it reached, from the log, and the message to them in plain words. */
export const BreachPeople = ({ one }: { one: Breach }): ReactNode => {
  const t = useTexts(breachTexts)
  const send = useDo(tellReached, [breaches, reachedByBreach])
  const [letter, setLetter] = useState(one.letter ?? '')
  const left = one.reached - one.told
  return (
    <section className="k-stack" aria-label={t.scope}>
      <h3 className="k-text-md k-strong">{t.scope}</h3>
      <p className="k-quiet k-prose">{t.scopeAbout}</p>
      <Scope one={one} />
      {one.reached > 0 && (
        <>
          <p>{t.reached(one.reached, one.told)}</p>
          <BreachLetters key={one.told} one={one} />
          {left > 0 && (
            <>
              <Textarea
                label={t.letter}
                description={t.letterHint}
                value={letter}
                autosize
                minRows={4}
                maxLength={4000}
                onChange={event => setLetter(event.currentTarget.value)}
              />
              {send.error !== null && <Failed error={send.error} />}
              <div className="k-line k-line-end">
                <Button
                  variant="filled"
                  disabled={letter.trim().length < 10}
                  loading={send.isPending}
                  onClick={() =>
                    send.mutate({
                      params: { breach_id: one.breach_id },
                      body: { command_id: newCommandId(), letter: letter.trim() },
                    })
                  }
                >
                  {t.letterGo(left)}
                </Button>
              </div>
            </>
          )}
        </>
      )}
    </section>
  )
}
