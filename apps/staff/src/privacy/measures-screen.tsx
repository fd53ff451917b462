import { addEvidence, type Measure, measures } from '@kaft/contract/registers'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Allowed } from '../base/allowed.tsx'
import { newCommandId } from '../base/command-id.ts'
import { saveCsv } from '../base/csv.ts'
import { parseDay, typedDay } from '../base/day.model.ts'
import { DayField } from '../base/day-field.tsx'
import { dayOf, useFormats } from '../base/format.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Empty, Failed, Read } from '../base/states.tsx'
import { printTable } from '../base/paper-table.tsx'
import { PrivacyPage } from './privacy-page.tsx'
import { registerTexts } from './texts/registers.ts'

const looks = { good: 'ok', partly: 'ask', bad: 'stop' } as const
const outcomes = ['good', 'partly', 'bad'] as const

const AddEvidence = ({ one }: { one: Measure }): ReactNode => {
  const t = useTexts(registerTexts)
  const add = useDo(addEvidence, [measures])
  const [form, setForm] = useState({
    on: typedDay(dayOf()),
    outcome: 'good' as (typeof outcomes)[number],
    says: '',
  })
  const on_day = parseDay(form.on, dayOf())
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (on_day === null || form.says.trim() === '') return
    add.mutate(
      {
        params: { measure: one.measure },
        body: { command_id: newCommandId(), on_day, outcome: form.outcome, says: form.says.trim() },
      },
      { onSuccess: () => setForm({ ...form, says: '' }) },
    )
  }
  return (
    <details>
      <summary>{t.addEvidence}</summary>
      <form className="k-line" onSubmit={submit}>
        <DayField
          label={t.evidenceOn}
          value={form.on}
          onText={on => setForm({ ...form, on })}
          error={on_day === null ? t.badDay : undefined}
        />
        <NativeSelect
          label={t.outcome}
          value={form.outcome}
          data={outcomes.map(value => ({ value, label: t.outcomes[value] }))}
          onChange={event =>
            setForm({ ...form, outcome: outcomes.find(one => one === event.currentTarget.value) ?? 'good' })
          }
        />
        <TextInput
          label={t.evidence}
          value={form.says}
          maxLength={600}
          w="24rem"
          onChange={event => setForm({ ...form, says: event.currentTarget.value })}
        />
        <Button type="submit" loading={add.isPending} disabled={form.says.trim() === ''}>
          {t.save}
        </Button>
      </form>
      {add.error !== null && <Failed error={add.error} />}
    </details>
  )
}

const OneMeasure = ({ one }: { one: Measure }): ReactNode => {
  const t = useTexts(registerTexts)
  const f = useFormats()
  const [last] = one.evidence
  return (
    <Spine state={one.overdue ? 'ask' : last && looks[last.outcome]} panel className="k-stack">
      <div className="k-line k-line-between">
        <span className="k-strong">{t.areas[one.area]}</span>
        <span className="k-quiet">
          {t.owner(one.owner)} · {t.review(f.dayYear(one.review_on))}
        </span>
      </div>
      <p className="k-prose" lang="nl">
        {one.says}
      </p>
      {one.evidence.length === 0 ? (
        <p className="k-quiet">{t.noEvidence}</p>
      ) : (
        <ul className="k-stack" style={{ paddingLeft: 0, listStyle: 'none' }}>
          {one.evidence.map(proof => (
            <li key={proof.evidence_id} className="k-line">
              <StateWord state={looks[proof.outcome]} size={16}>
                {t.outcomes[proof.outcome]}
              </StateWord>
              <span>
                {f.dayYear(proof.on_day)}: {proof.says}
              </span>
            </li>
          ))}
        </ul>
      )}
      <Allowed op={addEvidence}>
        <AddEvidence one={one} />
      </Allowed>
    </Spine>
  )
}

/** The measures on the areas of the reference measures, with their proof as it was on a day. */
export const Screen = (): ReactNode => {
  const t = useTexts(registerTexts)
  const [typed, setTyped] = useState(typedDay(dayOf()))
  const on = parseDay(typed, dayOf()) ?? dayOf()
  const read = useRead(measures, { query: { on } }, { keep: true })
  const f = useFormats()
  const lines = (rows: readonly Measure[], day: (day: string) => string): readonly (readonly string[])[] =>
    rows.flatMap(row => {
      const head = [t.areas[row.area], row.says, row.owner, day(row.review_on)]
      return row.evidence.length === 0
        ? [[...head, '', '', t.noEvidence]]
        : row.evidence.map(e => [...head, day(e.on_day), t.outcomes[e.outcome], e.says])
    })
  return (
    <PrivacyPage room="measures">
      <Read of={read}>
        {({ rows }) => {
          const late = rows.filter(row => row.overdue).length
          const bare = rows.filter(row => row.evidence.length === 0).length
          return (
            <>
              <div className="k-line k-line-between">
                <DayField label={t.on_day} value={typed} onText={setTyped} />
                <span className="k-stack">
                  {(late > 0 || bare === 0) && (
                    <StateWord state={late > 0 ? 'ask' : 'ok'}>{t.overdue(late)}</StateWord>
                  )}
                  {bare > 0 && <StateWord state="ask">{t.bare(bare)}</StateWord>}
                </span>
                <span className="k-line">
                  <Button
                    onClick={() =>
                      printTable({
                        title: `${t.measures}, ${t.asOf(f.dayYear(on))}`,
                        heads: t.csvHeads,
                        rows: lines(rows, f.dayYear),
                        look: 'register',
                      })
                    }
                  >
                    {t.print}
                  </Button>
                  <Button onClick={() => saveCsv(t.file(on), [t.csvHeads, ...lines(rows, day => day)])}>
                    {t.csv}
                  </Button>
                </span>
              </div>
              <Allowed op={addEvidence} otherwise={<p className="k-quiet">{t.whoAdds}</p>}>
                {null}
              </Allowed>
              {rows.length === 0 && <Empty>{t.none}</Empty>}
              {rows.map(one => (
                <OneMeasure key={one.measure} one={one} />
              ))}
            </>
          )
        }}
      </Read>
    </PrivacyPage>
  )
}
