import { cancelHold, patronHolds, placeHold } from '@kaft/contract/holds'
import type { OkOf } from '@kaft/contract/operation'
import { type Patron, readPatron } from '@kaft/contract/patrons'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useGo } from '../base/address.ts'
import { Allowed } from '../base/allowed.tsx'
import { newCommandId } from '../base/command-id.ts'
import { tellPatronChanged } from '../base/desk-door.ts'
import { dayOf, useFormats } from '../base/format.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { inLanguage } from '../base/in-language.ts'
import { useTexts } from '../base/language.ts'
import { paths } from '../base/paths.ts'
import { Below, Row, Rows } from '../base/rows.tsx'
import { playSound } from '../base/sound.ts'
import { Empty, Failed, Read } from '../base/states.tsx'
import { offerUndo } from '../base/undo.ts'
import { AskedPurchases } from './asked-purchases.tsx'
import { HoldActs } from './hold-acts.tsx'
import { HoldPlace } from './hold-place.tsx'
import css from './patrons.module.css'
import { patronTexts } from './texts/index.ts'

type Hold = OkOf<typeof patronHolds>['rows'][number]
const refreshed = [patronHolds, readPatron]

const Where = ({ hold }: { hold: Hold }): ReactNode => {
  const t = useTexts(patronTexts)
  const f = useFormats()
  const { states } = t.holds
  if (hold.state === 'ready')
    return (
      <StateWord state="hold">
        {states.ready(hold.hold_code ?? '')}
        {hold.ready_until !== null && `, ${t.holds.until(f.dayShort(hold.ready_until))}`}
      </StateWord>
    )
  if (hold.state === 'in_transit')
    return <StateWord state="move">{states.in_transit(hold.pickup_branch)}</StateWord>
  if (hold.state === 'waiting') return <HoldPlace hold={hold} />
  return <span>{states[hold.state]}</span>
}

const useCancel = (hold: Hold, patron_id: string) => {
  const t = useTexts(patronTexts)
  const cancel = useDo(cancelHold, refreshed)
  const run = (): void =>
    cancel.mutate(
      { params: { hold_id: hold.hold_id }, body: { command_id: newCommandId() } },
      {
        onSuccess: ({ event_id }) => {
          playSound('ok')
          tellPatronChanged(patron_id)
          offerUndo(t.holds.cancelled(hold.title), event_id, refreshed)
        },
        onError: () => playSound('stop'),
      },
    )
  return { run, busy: cancel.isPending, error: cancel.error }
}

const HoldRow = ({ hold, patron_id }: { hold: Hold; patron_id: string }): ReactNode => {
  const t = useTexts(patronTexts)
  const f = useFormats()
  const { run, busy, error } = useCancel(hold, patron_id)
  const state = hold.state === 'ready' ? 'hold' : hold.state === 'in_transit' ? 'move' : undefined
  return (
    <Row state={state}>
      <span>
        <Link
          to={paths.title(hold.title_id)}
          data-act="open"
          className="k-strong"
          {...inLanguage(hold.language)}
        >
          {hold.title}
        </Link>
        {hold.author !== null && <span className="k-quiet"> · {hold.author}</span>}
      </span>
      <Where hold={hold} />
      <span className={css['fact']}>
        {t.holds.pickup(hold.pickup_branch)} · {t.holds.since(f.dayShort(dayOf(hold.placed_at)))}
      </span>
      <Allowed op={cancelHold}>
        <span className="k-line">
          <HoldActs hold={hold} />
          <Button size="compact-sm" disabled={busy} onClick={run}>
            {t.holds.cancel}
          </Button>
        </span>
      </Allowed>
      {error !== null && (
        <Below>
          <Failed error={error} again={run} />
        </Below>
      )}
    </Row>
  )
}

/** What they wait for, each with its place in the queue or its code on the shelf. */
const Holds = ({ patron }: { patron: Patron }): ReactNode => {
  const t = useTexts(patronTexts)
  const go = useGo()
  const { patron_id } = patron
  const read = useRead(patronHolds, { params: { patron_id } })
  return (
    <Read of={read}>
      {({ rows }) =>
        rows.length === 0 ? (
          <Empty
            action={
              <Allowed op={placeHold}>
                <Button onClick={() => go(paths.catalogue)}>{t.holds.findTitle}</Button>
              </Allowed>
            }
          >
            {t.holds.none}
          </Empty>
        ) : (
          <Rows
            label={t.holds.label}
            columns="minmax(12rem, 1fr) auto auto auto"
            why={rows.some(hold => hold.state === 'waiting')}
          >
            {rows.map(hold => (
              <HoldRow key={hold.hold_id} hold={hold} patron_id={patron_id} />
            ))}
          </Rows>
        )
      }
    </Read>
  )
}

/** What this patron waits for, and what they asked to buy. */
export const HoldsTab = ({ patron }: { patron: Patron }): ReactNode => (
  <div className="k-stack">
    <Holds patron={patron} />
    <AskedPurchases patron={patron} />
  </div>
)
