import {
  type HomeStop,
  listHomeRoutes,
  pauseHomeStop,
  placeHomeStop,
  readHomeRound,
  removeHomeStop,
} from '@kaft/contract/home-delivery'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Button, Menu } from '@mantine/core'
import type { ReactNode } from 'react'
import { useGo } from '../base/address.ts'
import { Allowed } from '../base/allowed.tsx'
import { call } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { useDo } from '../base/hooks.ts'
import { textsNow, useTexts } from '../base/language.ts'
import { paths } from '../base/paths.ts'
import { Row } from '../base/rows.tsx'
import { Failed } from '../base/states.tsx'
import { offerWayBack } from '../base/undo.ts'
import css from './home.module.css'
import { openPauseForm, pauseText, usePause } from './pause-form.tsx'
import { homeTexts } from './texts.ts'

const refreshes = [readHomeRound, listHomeRoutes]

interface MovesProps {
  readonly route_id: string
  readonly stop: HomeStop
  readonly place: number
  /** Whether nobody comes behind this one. */
  readonly last: boolean
}

const Moves = ({ route_id, stop, place, last }: MovesProps): ReactNode => {
  const t = useTexts(homeTexts)
  const go = useGo()
  const move = useDo(placeHomeStop, refreshes)
  const remove = useDo(removeHomeStop, refreshes)
  const { patron_id, name } = stop
  const params = { route_id, patron_id }
  const pausing = { route_id, patron_id, name, pause: stop.pause }
  const pause = usePause(pausing)
  const to = (at: number): void =>
    move.mutate({ params, body: { command_id: newCommandId(), place: Math.max(1, at) } })
  const takeOff = (): void =>
    remove.mutate(
      { params },
      {
        onSuccess: ({ place: stood, pause: had }) =>
          offerWayBack(t.round.removed(name), refreshes, async () => {
            await call(placeHomeStop, {
              params,
              body: { command_id: newCommandId(), place: stood, pause: had },
            })
            return textsNow(homeTexts).round.putBack(name)
          }),
      },
    )
  return (
    <>
      <Allowed op={placeHomeStop}>
        <Button
          size="compact-sm"
          variant="subtle"
          aria-label={t.round.up(name)}
          disabled={place === 1 || move.isPending}
          onClick={() => to(place - 1)}
        >
          ↑
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          aria-label={t.round.down(name)}
          disabled={last || move.isPending}
          onClick={() => to(place + 1)}
        >
          ↓
        </Button>
      </Allowed>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="compact-sm" variant="subtle" aria-label={t.round.more(name)}>
            ⋯
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => go(paths.patron(patron_id))}>{t.round.toPatron}</Menu.Item>
          <Allowed op={pauseHomeStop}>
            <Menu.Item onClick={() => openPauseForm(pausing)}>
              {stop.pause === null ? t.pause.make : t.pause.change}
            </Menu.Item>
            {stop.pause !== null && <Menu.Item onClick={() => pause.set(null)}>{t.pause.end}</Menu.Item>}
          </Allowed>
          <Allowed op={removeHomeStop}>
            <Menu.Item onClick={takeOff}>{t.round.remove}</Menu.Item>
          </Allowed>
        </Menu.Dropdown>
      </Menu>
      {move.error !== null && <Failed error={move.error} />}
      {remove.error !== null && <Failed error={remove.error} />}
      {pause.act.error !== null && <Failed error={pause.act.error} />}
    </>
  )
}

const stateOf = (stop: HomeStop, open: boolean) => {
  if (open) return 'move' as const
  if (stop.bring > 0) return 'ok' as const
  return stop.paused ? undefined : ('ask' as const)
}

/** How it stands with the bag: filled, empty, or none for who has a pause. */
const BagState = ({ stop }: { stop: HomeStop }): ReactNode => {
  const t = useTexts(homeTexts)
  if (stop.paused && stop.bring === 0) return null
  const filled = stop.bring > 0
  return (
    <StateWord state={filled ? 'ok' : 'ask'} size={16}>
      {filled ? t.round.bring(stop.bring) : t.round.empty}
    </StateWord>
  )
}

/** One reader of the round, at their place in the drive. */
export const StopRow = ({
  route_id,
  stop,
  place,
  last,
  open,
}: MovesProps & {
  open: { readonly is: boolean; readonly run: () => void }
}): ReactNode => {
  const t = useTexts(homeTexts)
  return (
    <Row state={stateOf(stop, open.is)} soft={open.is}>
      <span className={css['who']} style={{ flex: '1 1 9rem' }}>
        <span className={css['no']}>{place}</span>
        <button
          type="button"
          data-act="open"
          className={`k-quiet-link k-strong ${css['name'] ?? ''}`}
          onClick={open.run}
        >
          {stop.name}
        </button>
        <span className={`k-quiet ${css['tail'] ?? ''}`}>
          {stop.card_tail === 'eID' ? 'eID' : `…${stop.card_tail}`}
        </span>
      </span>
      <span className="k-line">
        <BagState stop={stop} />
        {stop.pause !== null && <span className="k-quiet">{pauseText(stop.pause)}</span>}
        <span className="k-quiet">{t.round.fetch(stop.fetch)}</span>
        {stop.ready > 0 && (
          <StateWord state="hold" size={16}>
            {t.round.ready(stop.ready)}
          </StateWord>
        )}
      </span>
      <span className="k-line">
        <Moves route_id={route_id} stop={stop} place={place} last={last} />
      </span>
    </Row>
  )
}
