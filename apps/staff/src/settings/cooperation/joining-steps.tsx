import {
  activateJoining,
  type Joining,
  listJoinings,
  type NoticeProgress,
  type previewJoining,
  readJoining,
  tellJoining,
  withdrawJoining,
} from '@kaft/contract/joinings'
import { listAgreements } from '@kaft/contract/organisation'
import type { OkOf } from '@kaft/contract/operation'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../../base/command-id.ts'
import { DayField } from '../../base/day-field.tsx'
import { parseDay, typedDay } from '../../base/day.model.ts'
import { dayOf, useFormats } from '../../base/format.ts'
import { useDo } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Failed } from '../../base/states.tsx'
import { Heads, TableBox } from '../../base/table-box.tsx'
import { tell } from '../../base/tell.ts'
import { baseTexts } from '../../base/texts.ts'
import { cooperationTexts } from './texts.ts'

export type Standing = OkOf<typeof readJoining>
type Preview = OkOf<typeof previewJoining>['libraries']
const refreshed = [readJoining, listJoinings, listAgreements]

/** A button that asks once more before it does what cannot be undone. */
const Sure = ({
  label,
  says,
  yes,
  busy,
  meant = false,
  run,
}: {
  label: string
  says: string
  yes: string
  busy: boolean
  /** The one thing that is meant at this point. */
  meant?: boolean
  run: () => void
}): ReactNode => {
  const b = useTexts(baseTexts)
  const [asked, setAsked] = useState(false)
  if (!asked)
    return (
      <Button variant={meant ? 'filled' : 'default'} onClick={() => setAsked(true)}>
        {label}
      </Button>
    )
  return (
    <>
      <span>{says}</span>
      <Button onClick={() => setAsked(false)}>{b.cancel}</Button>
      <Button variant="filled" loading={busy} onClick={run}>
        {yes}
      </Button>
    </>
  )
}

const standing = (p: NoticeProgress, t: (typeof cooperationTexts)['nl'], count: (n: number) => string) => {
  if (!p.planned_all) return { state: 'ask' as const, says: t.progress.planning(count(p.looked)) }
  if (p.failed > 0) return { state: 'stop' as const, says: t.progress.failed(count(p.failed)) }
  if (p.kept_back > 0) return { state: 'stop' as const, says: t.progress.kept(count(p.kept_back)) }
  const waits = [
    p.mails_waiting > 0 && t.progress.mails(count(p.mails_waiting)),
    p.letters_waiting > 0 && t.progress.letters(count(p.letters_waiting)),
  ].filter(words => words !== false)
  if (waits.length > 0) return { state: 'ask' as const, says: waits.join(', ') }
  return { state: 'ok' as const, says: t.progress.all }
}

const Progress = ({ rows }: { rows: readonly NoticeProgress[] }): ReactNode => {
  const t = useTexts(cooperationTexts)
  const f = useFormats()
  return (
    <>
      <TableBox label={t.step2}>
        <Heads names={t.progressHeads} />
        <tbody>
          {rows.map(row => {
            const { state, says } = standing(row, t, f.count)
            return (
              <tr key={row.library_id}>
                <th scope="row">{row.name}</th>
                <td>{t.progress.counts(f.count(row.sent), f.count(row.printed))}</td>
                <td>
                  <StateWord state={state} size={16}>
                    {says}
                  </StateWord>
                </td>
              </tr>
            )
          })}
        </tbody>
      </TableBox>
      {rows.some(row => row.letters_waiting > 0) && <p className="k-quiet">{t.letters}</p>}
    </>
  )
}

/** Word to everybody whose data it opens, and how far that is. */
export const TellStep = ({ of, preview }: { of: Standing; preview: Preview | undefined }): ReactNode => {
  const t = useTexts(cooperationTexts)
  const f = useFormats()
  const told = useDo(tellJoining, refreshed)
  const { joining, progress } = of
  const count = f.count((preview ?? []).reduce((sum, l) => sum + l.by_email + l.by_letter, 0))
  const run = (): void =>
    told.mutate({ params: { joining_id: joining.joining_id }, body: { command_id: newCommandId() } })
  return (
    <Spine panel className="k-stack">
      <h2 className="k-text-md k-strong">{t.step2}</h2>
      {told.error !== null && <Failed error={told.error} />}
      {joining.told_before !== null ? (
        <p>{t.toldBeforeSays(f.dayYear(joining.told_before.on), joining.told_before.reference)}</p>
      ) : (
        <p>{t.tellAbout(f.dayYear(joining.starts_on))}</p>
      )}
      {joining.state !== 'draft' && progress.length > 0 && <Progress rows={progress} />}
      {joining.state === 'draft' && joining.told_before === null && (
        <div className="k-line k-line-end">
          <Sure
            label={t.tell(count)}
            says={t.tellSure(count)}
            yes={t.tellYes}
            busy={told.isPending}
            meant
            run={run}
          />
        </div>
      )}
    </Spine>
  )
}

const Begin = ({ joining, may_from }: { joining: Joining; may_from: string | null }): ReactNode => {
  const t = useTexts(cooperationTexts)
  const b = useTexts(baseTexts)
  const f = useFormats()
  const begin = useDo(activateJoining, refreshed)
  const [on, setOn] = useState(typedDay(may_from ?? dayOf()))
  const starts_on = parseDay(on, dayOf())
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (starts_on === null) return
    begin.mutate(
      { params: { joining_id: joining.joining_id }, body: { command_id: newCommandId(), starts_on } },
      { onSuccess: made => tell(t.activated(made.name)) },
    )
  }
  return (
    <form className="k-stack" onSubmit={submit} noValidate>
      {begin.error !== null && <Failed error={begin.error} />}
      <DayField
        label={t.activateOn}
        value={on}
        onText={setOn}
        error={starts_on === null ? b.dayUnreadable : undefined}
      />
      <div className="k-line k-line-end">
        <Button type="submit" variant="filled" disabled={starts_on === null} loading={begin.isPending}>
          {t.activate(starts_on === null ? '' : f.dayYear(starts_on))}
        </Button>
      </div>
    </form>
  )
}

/** Lets it begin, or says what still stands in the way; and the way out. */
export const BeginStep = ({ of }: { of: Standing }): ReactNode => {
  const t = useTexts(cooperationTexts)
  const f = useFormats()
  const withdraw = useDo(withdrawJoining, refreshed)
  const { joining, in_the_way, may_from } = of
  const ready = in_the_way.length === 0
  return (
    <Spine panel state={ready ? 'ok' : undefined} className="k-stack">
      <h2 className="k-text-md k-strong">{t.step3}</h2>
      {withdraw.error !== null && <Failed error={withdraw.error} />}
      {in_the_way.map(code => (
        <StateWord key={code} state="ask">
          {t.way[code]}
        </StateWord>
      ))}
      {may_from !== null && <p>{t.mayFrom(f.dayYear(may_from), joining.wait_days)}</p>}
      {ready && <Begin key={may_from} joining={joining} may_from={may_from} />}
      <div className="k-line">
        <Sure
          label={t.withdraw}
          says={t.withdrawSure}
          yes={t.withdrawDo}
          busy={withdraw.isPending}
          run={() =>
            withdraw.mutate({
              params: { joining_id: joining.joining_id },
              body: { command_id: newCommandId() },
            })
          }
        />
      </div>
    </Spine>
  )
}
