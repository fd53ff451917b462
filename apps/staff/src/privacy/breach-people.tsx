import {
  type Breach,
  breaches,
  breachStaff,
  reachedByBreach,
  scopeBreach,
  tellReached,
} from '@kaft/contract/breaches'
import type { OkOf } from '@kaft/contract/operation'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Button, NativeSelect, Textarea } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { parseDay, typedDay } from '../base/day.model.ts'
import { DayField } from '../base/day-field.tsx'
import { dayOf } from '../base/format.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Failed } from '../base/states.tsx'
import { BreachLetters } from './breach-letters.tsx'
import { momentsOf } from './moment.model.ts'
import css from './privacy.module.css'
import { type BreachTexts, breachTexts } from './texts/breaches.ts'

type Account = OkOf<typeof breachStaff>['rows'][number]

/** Accounts to choose from: who works here, who did, and machines. The initials tell namesakes apart. */
const groupsOf = (rows: readonly Account[], t: BreachTexts['accounts']['own']) =>
  (
    [
      [t.here, rows.filter(one => one.active && one.kind !== 'machine')],
      [t.gone, rows.filter(one => !one.active && one.kind !== 'machine')],
      [t.machines, rows.filter(one => one.kind === 'machine')],
    ] as const
  )
    .filter(([, items]) => items.length > 0)
    .map(([group, items]) => ({
      group,
      items: items.map(one => ({ value: one.staff_id, label: `${one.name} (${one.initials})` })),
    }))

const Scope = ({ one }: { one: Breach }): ReactNode => {
  const t = useTexts(breachTexts)
  const scope = useDo(scopeBreach, [breaches, reachedByBreach])
  const known = typedDay(dayOf(one.known_at))
  const [form, setForm] = useState({ staff: '', from: known, until: known })
  const [tried, setTried] = useState(false)
  const [from, until] = [parseDay(form.from, dayOf()), parseDay(form.until, dayOf())]
  const span = momentsOf(from, until)
  const turned = from !== null && until !== null && until < from
  const accounts = useRead(breachStaff, { query: { breach_id: one.breach_id } }, { fresh_ms: 60_000 })
  const go = (): void => {
    setTried(true)
    if (span === null) return
    scope.mutate({
      params: { breach_id: one.breach_id },
      body: {
        command_id: newCommandId(),
        staff_id: form.staff === '' ? null : form.staff,
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
        <NativeSelect
          label={t.staff}
          value={form.staff}
          data={[
            { value: '', label: t.accounts.all },
            ...groupsOf(accounts.data?.rows ?? [], t.accounts[one.own ? 'own' : 'other']),
          ]}
          onChange={event => setForm({ ...form, staff: event.currentTarget.value })}
        />
      </div>
      {accounts.error !== null && <Failed error={accounts.error} again={() => void accounts.refetch()} />}
      {scope.error !== null && <Failed error={scope.error} />}
      <div className="k-line k-line-end">
        <Button loading={scope.isPending} onClick={go}>
          {t.scopeGo}
        </Button>
      </div>
    </>
  )
}

/** The message in plain words to all who were not told yet. */
const Tell = ({ one, left }: { one: Breach; left: number }): ReactNode => {
  const t = useTexts(breachTexts)
  const send = useDo(tellReached, [breaches, reachedByBreach])
  const [letter, setLetter] = useState(one.letter ?? '')
  return (
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
  )
}

/** Whom it reached, from the log of the library of the breach, and the message to them, which goes in the name of that library. */
export const BreachPeople = ({ one }: { one: Breach }): ReactNode => {
  const t = useTexts(breachTexts)
  const left = one.reached - one.told
  return (
    <section className="k-stack" aria-label={t.scope}>
      <h3 className="k-text-md k-strong">{t.scope}</h3>
      <p className="k-quiet k-prose">{t.scopeAbout(one.library_name)}</p>
      <Scope one={one} />
      {one.reached > 0 && (
        <>
          <p>{t.reached(one.reached, one.told)}</p>
          <BreachLetters key={one.told} one={one} />
          {one.telling && <StateWord state="move">{t.telling(one.library_name)}</StateWord>}
          {left > 0 && !one.own && !one.telling && <p className="k-prose">{t.theirs(one.library_name)}</p>}
          {left > 0 && !one.telling && <Tell one={one} left={left} />}
        </>
      )}
    </section>
  )
}
