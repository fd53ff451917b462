import { readSimulation, simulateRegulation } from '@kaft/contract/regulations'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, NativeSelect } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { newCommandId } from '../../base/command-id.ts'
import { dayOf, useFormats } from '../../base/format.ts'
import { useDo, useRead } from '../../base/hooks.ts'
import { kindName } from '../../base/kinds.ts'
import { useLanguage, useTexts } from '../../base/language.ts'
import { Empty, Failed, Read } from '../../base/states.tsx'
import { Heads, TableBox } from '../../base/table-box.tsx'
import { useSpeech } from '../speech.ts'
import css from './regulation.module.css'
import {
  type Bar,
  barsOf,
  type MeasureKey,
  measures,
  type Outcome,
  percentOf,
  type Simulation,
  type Split,
  splits,
} from './simulation.model.ts'
import { versionTexts } from './texts.ts'

const POLL_MS = 1500

const useFigure = (): ((value: number | null, measure: MeasureKey) => string) => {
  const f = useFormats()
  return (value, measure) => {
    if (value === null) return '–'
    if (measure === 'fine_cents') return f.money(value)
    return Number.isInteger(value) ? f.count(value) : f.decimal(value)
  }
}

/** What a group is called: a membership, a kind of material or a branch. */
const useGroupName = (split: Split): ((key: string | null) => string) => {
  const t = useTexts(versionTexts).sim
  const speech = useSpeech()
  const lang = useLanguage()
  return key => {
    if (key === null) return t.noKey
    if (split === 'membership_type') return speech.membership(key)
    return split === 'branch_id' ? speech.branch(key) : kindName(key, lang)
  }
}

const Bars = ({
  bars,
  measure,
  split,
}: {
  bars: readonly Bar[]
  measure: MeasureKey
  split: Split
}): ReactNode => {
  const t = useTexts(versionTexts).sim
  const figure = useFigure()
  const name = useGroupName(split)
  return (
    <table className={css['bars']}>
      <caption className="k-sr-only">
        {t.measures[measure]} · {t.splits[split]}
      </caption>
      <tbody>
        {bars.map(bar => (
          <tr key={bar.key ?? ''}>
            <th scope="row">{name(bar.key)}</th>
            <td>
              {bar.loans === null ? (
                <span className="k-quiet" title={t.whyFew}>
                  {t.few}
                </span>
              ) : (
                (['before', 'after'] as const).map(which => (
                  <div key={which} className={css['bar']} data-which={which}>
                    <span className="k-quiet">{which === 'before' ? t.now : t.draft}</span>
                    <i style={{ width: `${bar[`${which}_share`] * 100}%` }} />
                    <span className={css['figure']}>{figure(bar[which], measure)}</span>
                  </div>
                ))
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const Chart = ({ outcome }: { outcome: Outcome }): ReactNode => {
  const t = useTexts(versionTexts).sim
  const [measure, setMeasure] = useState<MeasureKey>('refused')
  const [split, setSplit] = useState<Split>('membership_type')
  return (
    <section className="k-stack">
      <div className="k-line">
        <NativeSelect
          label={t.measure}
          value={measure}
          onChange={event => setMeasure(event.currentTarget.value as MeasureKey)}
          data={measures.map(value => ({ value, label: t.measures[value] }))}
        />
        <NativeSelect
          label={t.split}
          value={split}
          onChange={event => setSplit(event.currentTarget.value as Split)}
          data={splits.map(value => ({ value, label: t.splits[value] }))}
        />
      </div>
      <Bars bars={barsOf(outcome.by[split], measure)} measure={measure} split={split} />
    </section>
  )
}

const All = ({ outcome }: { outcome: Outcome }): ReactNode => {
  const t = useTexts(versionTexts).sim
  const figure = useFigure()
  const { before, after } = outcome.all
  return (
    <TableBox label={t.all}>
      <Heads names={[t.all, `#${t.now}`, `#${t.draft}`]} />
      <tbody>
        {measures.map(measure => (
          <tr key={measure}>
            <th scope="row">{t.measures[measure]}</th>
            <td className="k-number">{figure(before?.[measure] ?? null, measure)}</td>
            <td className="k-number k-strong">{figure(after?.[measure] ?? null, measure)}</td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  )
}

const Persons = ({ outcome }: { outcome: Outcome }): ReactNode => {
  const t = useTexts(versionTexts).sim
  const f = useFormats()
  const { from_on, before, after } = outcome.persons
  return (
    <section className="k-stack">
      <h2 className="k-text-md k-strong">{t.persons}</h2>
      <p className="k-quiet k-prose">{t.personsAbout(f.dayYear(from_on))}</p>
      <TableBox label={t.persons}>
        <Heads names={[t.persons, `#${t.now}`, `#${t.draft}`]} />
        <tbody>
          {(['loans', 'limit_reached', 'debt_block', 'overdue_block'] as const).map(key => (
            <tr key={key}>
              <th scope="row">{t.refusals[key]}</th>
              <td className="k-number">{f.count(before[key])}</td>
              <td className="k-number k-strong">{f.count(after[key])}</td>
            </tr>
          ))}
        </tbody>
      </TableBox>
    </section>
  )
}

const useHeadline = (outcome: Outcome): string => {
  const t = useTexts(versionTexts).sim
  const figure = useFigure()
  const { before, after } = outcome.all
  const change = (measure: MeasureKey): string =>
    t.change(figure(before?.[measure] ?? null, measure), figure(after?.[measure] ?? null, measure))
  const wait = (after?.average_wait_days ?? null) === null ? t.noWait : t.days(change('average_wait_days'))
  return t.headline(change('refused'), change('fine_cents'), wait)
}

const Done = ({ simulation, outcome }: { simulation: Simulation; outcome: Outcome }): ReactNode => {
  const t = useTexts(versionTexts).sim
  const f = useFormats()
  const headline = useHeadline(outcome)
  if (outcome.all.loans === null) return <Empty>{t.empty}</Empty>
  return (
    <div className="k-stack">
      <Spine state="move">
        <p role="status" className={css['headline']}>
          {headline}
        </p>
      </Spine>
      <p className="k-quiet k-prose">
        {t.from(f.dayYear(outcome.from_on), f.dayYear(outcome.until_on), f.count(outcome.all.loans))}{' '}
        {simulation.ended_at !== null && t.made(f.dayYear(dayOf(simulation.ended_at)))}
      </p>
      <p className="k-quiet k-prose">{t.assumption}</p>
      <All outcome={outcome} />
      <Chart outcome={outcome} />
      <Persons outcome={outcome} />
    </div>
  )
}

const Progress = ({ simulation }: { simulation: Simulation }): ReactNode => {
  const t = useTexts(versionTexts).sim
  const f = useFormats()
  const percent = percentOf(simulation)
  const said =
    percent === null ? t.waiting : t.running(f.count(simulation.done), f.count(simulation.total ?? 0))
  return (
    <div className="k-stack" role="status">
      <progress
        className={css['progress']}
        max={100}
        {...(percent === null ? {} : { value: percent })}
        aria-label={said}
      />
      <span>{said}</span>
    </div>
  )
}

const isBusy = (simulation: Simulation | null): boolean =>
  simulation?.state === 'asked' || simulation?.state === 'running'

/** A version held beside the one in force, over what was lent in the last twelve months. */
export const SimulationView = ({ version_id }: { version_id: string }): ReactNode => {
  const t = useTexts(versionTexts)
  const [watches, setWatches] = useState(true)
  const read = useRead(readSimulation, { params: { version_id } }, watches ? { every_ms: POLL_MS } : {})
  const simulate = useDo(simulateRegulation, [readSimulation])
  const busy = isBusy(read.data?.simulation ?? null) || simulate.isPending
  if (read.data !== undefined && watches !== busy) setWatches(busy)
  const ask = (again: boolean): ReactNode => (
    <Button
      variant={again ? 'default' : 'filled'}
      loading={simulate.isPending}
      onClick={() => simulate.mutate({ params: { version_id }, body: { command_id: newCommandId() } })}
    >
      {again ? t.sim.again : t.simulate}
    </Button>
  )
  return (
    <div className="k-stack">
      {simulate.error !== null && <Failed error={simulate.error} />}
      <Read of={read}>
        {({ simulation }) => {
          if (simulation === null) return <Empty action={ask(false)}>{t.sim.none}</Empty>
          if (isBusy(simulation)) return <Progress simulation={simulation} />
          return (
            <>
              {simulation.state === 'failed' && (
                <Spine state="stop">
                  <StateWord state="stop">{t.sim.failed}</StateWord>
                </Spine>
              )}
              {simulation.outcome !== null && <Done simulation={simulation} outcome={simulation.outcome} />}
              <div>{ask(true)}</div>
            </>
          )
        }}
      </Read>
    </div>
  )
}
