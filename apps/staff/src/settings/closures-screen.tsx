import {
  changeClosureEnd,
  type Closure,
  listClosures,
  undoClosure,
  workClosure,
} from '@kaft/contract/closures'
import { readCalendar } from '@kaft/contract/organisation'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect, useState } from 'react'
import { call } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { DayField } from '../base/day-field.tsx'
import { parseDay } from '../base/day.model.ts'
import { dayOf, useFormats } from '../base/format.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { paths } from '../base/paths.ts'
import { queryClient } from '../base/query-client.ts'
import { useSession } from '../base/session.ts'
import { Empty, Failed, Read } from '../base/states.tsx'
import { To } from '../base/to.tsx'
import { ClosureForm } from './closure-form.tsx'
import { SettingsPage } from './settings-page.tsx'
import { closureTexts } from './texts/closures.ts'

const isBusy = (closure: Closure): boolean =>
  closure.runs.some(run => ['preparing', 'running', 'rolling_back'].includes(run.state))
const sum = (closure: Closure, key: 'lines' | 'handled' | 'done' | 'rolled_back' | 'kept'): number =>
  closure.runs.reduce((all, run) => all + run[key], 0)
const wait = (ms: number): Promise<void> => new Promise(done => setTimeout(done, ms))

/** Keeps a closure going while somebody looks at it; the clock does the same where nobody does. */
const useWork = (closures: readonly Closure[]): unknown => {
  const [error, setError] = useState<unknown>(null)
  const closure_id = closures.find(isBusy)?.closure_id
  useEffect(() => {
    if (closure_id === undefined) return
    let open = true
    const go = async (): Promise<void> => {
      for (let last = ''; open; ) {
        const closure = await call(workClosure, { params: { closure_id }, body: {} })
        await queryClient.invalidateQueries({ queryKey: [listClosures.id] })
        if (!isBusy(closure)) return
        const now = JSON.stringify(closure.runs.map(run => [run.state, run.handled]))
        if (now === last) await wait(1_000)
        last = now
      }
    }
    go().catch((thrown: unknown) => open && setError(thrown))
    return () => {
      open = false
    }
  }, [closure_id])
  return error
}

const Status = ({ closure }: { closure: Closure }): ReactNode => {
  const t = useTexts(closureTexts)
  const f = useFormats()
  if (isBusy(closure))
    return (
      <StateWord state="move">
        <span role="status">{t.busy(f.count(sum(closure, 'handled')), f.count(sum(closure, 'lines')))}</span>
      </StateWord>
    )
  return closure.state === 'undone' ? (
    <StateWord state="ask">
      {t.undoneCount(f.count(sum(closure, 'rolled_back')), f.count(sum(closure, 'kept')))}
    </StateWord>
  ) : (
    <StateWord state="ok">{t.done(f.count(sum(closure, 'done')))}</StateWord>
  )
}

const Extend = ({ closure, close }: { closure: Closure; close: () => void }): ReactNode => {
  const t = useTexts(closureTexts)
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState(false)
  const save = useDo(changeClosureEnd, [listClosures, readCalendar])
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const until_on = parseDay(text, dayOf())
    if (until_on === null || until_on < closure.from_on) return setWrong(true)
    const { closure_id } = closure
    save.mutate(
      { params: { closure_id }, body: { command_id: newCommandId(), until_on } },
      { onSuccess: close },
    )
  }
  return (
    <form onSubmit={submit} noValidate className="k-stack">
      <DayField label={t.until} value={text} onText={setText} error={wrong ? t.errors.until : undefined} />
      <p className="k-quiet k-text-xs">{t.extendHint}</p>
      {save.error !== null && <Failed error={save.error} />}
      <div className="k-line k-line-end">
        <Button type="submit" loading={save.isPending}>
          {t.save}
        </Button>
      </div>
    </form>
  )
}

const One = ({ closure }: { closure: Closure }): ReactNode => {
  const t = useTexts(closureTexts)
  const f = useFormats()
  const { branches } = useSession()
  const [extending, extend] = useState(false)
  const back = useDo(undoClosure, [listClosures, readCalendar])
  const { closure_id } = closure
  const names = closure.branch_ids.map(id => branches.find(one => one.branch_id === id)?.name ?? id)
  const undo = (): void => back.mutate({ params: { closure_id }, body: { command_id: newCommandId() } })
  return (
    <li>
      <Spine state={closure.state === 'applied' ? 'ok' : 'offline'} panel className="k-stack">
        <div className="k-line k-line-between">
          <h3 className="k-strong">
            {t.types[closure.type]} · {t.period(f.dayLong(closure.from_on), f.dayLong(closure.until_on))}
          </h3>
          <span className="k-quiet">{t.states[closure.state]}</span>
        </div>
        <p className="k-quiet">
          {names.join(', ')} · {t.by(closure.reason, closure.made_by, f.dayShort(dayOf(closure.made_at)))}
        </p>
        <Status closure={closure} />
        {back.error !== null && <Failed error={back.error} />}
        {extending && <Extend closure={closure} close={() => extend(false)} />}
        <div className="k-line">
          {closure.runs.map(run => (
            <To key={run.run_id} to={paths.bulkRun(run.run_id)}>
              {t.rows[run.kind.startsWith('hold_') ? 'hold' : 'loan'](f.count(run.lines))}
            </To>
          ))}
          {closure.state === 'applied' && !isBusy(closure) && (
            <>
              {closure.until_on >= dayOf() && !extending && (
                <Button size="compact-sm" onClick={() => extend(true)}>
                  {t.extend}
                </Button>
              )}
              <Button size="compact-sm" loading={back.isPending} onClick={undo}>
                {t.undo}
              </Button>
            </>
          )}
        </div>
      </Spine>
    </li>
  )
}

const List = ({ closures }: { closures: readonly Closure[] }): ReactNode => {
  const t = useTexts(closureTexts)
  const error = useWork(closures)
  return (
    <section className="k-stack" aria-label={t.list}>
      <h2 className="k-text-md k-strong">{t.list}</h2>
      {error !== null && <Failed error={error} />}
      {closures.length === 0 ? (
        <Empty>{t.none}</Empty>
      ) : (
        <ul className="k-bare k-stack">
          {closures.map(closure => (
            <One key={closure.closure_id} closure={closure} />
          ))}
        </ul>
      )}
    </section>
  )
}

/** Closures, holidays and fine-free periods: planned with their consequences, extended, undone. */
export const Screen = (): ReactNode => {
  const read = useRead(listClosures, {})
  return (
    <SettingsPage room="closures">
      <ClosureForm after={() => void read.refetch()} />
      <Read of={read}>{({ rows }) => <List closures={rows} />}</Read>
    </SettingsPage>
  )
}
