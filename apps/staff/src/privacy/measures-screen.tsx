import { addEvidence, type Measure, measures, setMeasure } from '@kaft/contract/registers'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, Checkbox } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useAsk, useAsked } from '../base/address.ts'
import { Allowed } from '../base/allowed.tsx'
import { saveCsv } from '../base/csv.ts'
import { parseDay, typedDay } from '../base/day.model.ts'
import { DayField } from '../base/day-field.tsx'
import { dayOf, useFormats } from '../base/format.ts'
import { useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Empty, Read } from '../base/states.tsx'
import { printTable } from '../base/paper-table.tsx'
import { AddEvidence, ChangeMeasure } from './measure-forms.tsx'
import { PrivacyPage } from './privacy-page.tsx'
import { registerTexts } from './texts/registers.ts'

const looks = { good: 'ok', partly: 'ask', bad: 'stop' } as const
const spineOf = ({ proof, overdue, evidence: [last] }: Measure) =>
  proof === 'failed' ? 'stop' : proof !== 'fresh' || overdue ? 'ask' : last && looks[last.outcome]

/** Why a proof does not count, in words: colour alone says nothing. */
const ProofState = ({ of }: { of: Measure }): ReactNode => {
  const t = useTexts(registerTexts)
  // The newest proof says it itself, on the next line.
  if (of.proof === 'fresh' || (of.proof === 'failed' && of.evidence[0]?.outcome === 'bad')) return null
  return (
    <StateWord state={of.proof === 'failed' ? 'stop' : 'ask'} size={16}>
      {of.proof === 'old' ? t.proofs.old(of.term_months) : t.proofs[of.proof]}
    </StateWord>
  )
}

const OneMeasure = ({ one }: { one: Measure }): ReactNode => {
  const t = useTexts(registerTexts)
  const f = useFormats()
  return (
    <Spine state={spineOf(one)} panel className="k-stack">
      <div className="k-line k-line-between">
        <span className="k-strong">{t.areas[one.area]}</span>
        <span className="k-quiet">
          {t.owner(one.owner)} · {t.review(f.dayYear(one.review_on))}
        </span>
      </div>
      <p className="k-prose" lang="nl">
        {one.says}
      </p>
      <ProofState of={one} />
      {one.evidence.length > 0 && (
        <ul className="k-stack" style={{ paddingLeft: 0, listStyle: 'none' }}>
          {one.evidence.map(proof => (
            <li key={proof.evidence_id} className="k-line">
              <StateWord state={looks[proof.outcome]} size={16}>
                {t.outcomes[proof.outcome]}
              </StateWord>
              <span>
                {f.dayYear(proof.on_day)}: {proof.says}{' '}
                {proof.source !== 'person' && <span className="k-quiet">({t.sources[proof.source]})</span>}
              </span>
            </li>
          ))}
        </ul>
      )}
      <Allowed op={addEvidence}>
        <AddEvidence one={one} />
      </Allowed>
      <Allowed op={setMeasure}>
        <ChangeMeasure key={`${one.says} ${one.review_on} ${one.term_months}`} one={one} />
      </Allowed>
    </Spine>
  )
}

/** The measures on the areas of the reference measures, with their proof as it was on a day. */
export const Screen = (): ReactNode => {
  const t = useTexts(registerTexts)
  const [typed, setTyped] = useState(typedDay(dayOf()))
  // A day that nobody can read changes nothing: what is shown and printed stays that of the day that was read last.
  const [on, setOn] = useState(dayOf())
  const setDay = (text: string): void => {
    setTyped(text)
    setOn(was => parseDay(text, dayOf()) ?? was)
  }
  const unread = parseDay(typed, dayOf()) === null
  const ask = useAsk()
  const wanting = useAsked().get('toon') === 'bewijs'
  const read = useRead(measures, { query: { on } }, { keep: true })
  const f = useFormats()
  const lines = (rows: readonly Measure[], day: (day: string) => string): readonly (readonly string[])[] =>
    rows.flatMap(row => {
      const head = [t.areas[row.area], row.says, row.owner, day(row.review_on)]
      return row.evidence.length === 0
        ? [[...head, '', '', t.noEvidence, '']]
        : row.evidence.map(e => [...head, day(e.on_day), t.outcomes[e.outcome], e.says, t.sources[e.source]])
    })
  return (
    <PrivacyPage room="measures">
      <Read of={read}>
        {({ rows }) => {
          const late = rows.filter(row => row.overdue).length
          const unproved = rows.filter(row => row.proof !== 'fresh')
          const bare = unproved.length
          const shown = wanting ? unproved : rows
          return (
            <>
              <div className="k-line k-line-between">
                <DayField
                  label={t.on_day}
                  value={typed}
                  onText={setDay}
                  error={unread ? t.unread(f.dayYear(on)) : undefined}
                />
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
              <Checkbox
                label={t.onlyUnproved}
                checked={wanting}
                onChange={event => ask({ toon: event.currentTarget.checked ? 'bewijs' : null })}
              />
              {shown.length === 0 && <Empty>{wanting ? t.allProved : t.none}</Empty>}
              {shown.map(one => (
                <OneMeasure key={one.measure} one={one} />
              ))}
            </>
          )
        }}
      </Read>
    </PrivacyPage>
  )
}
