import {
  departHomeRound,
  type HomeRound,
  listHomeRoutes,
  placeHomeStop,
  readHomeRound,
} from '@kaft/contract/home-delivery'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useGo, usePart } from '../base/address.ts'
import { Allowed } from '../base/allowed.tsx'
import { newCommandId } from '../base/command-id.ts'
import { useFormats } from '../base/format.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { useShortcuts } from '../base/keys.ts'
import { useTexts } from '../base/language.ts'
import { Page } from '../base/page.tsx'
import { PatronSearch } from '../base/patron-search.tsx'
import { paths } from '../base/paths.ts'
import { Rows } from '../base/rows.tsx'
import { Empty, Failed, Read } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { useUndoKey } from '../base/undo.ts'
import { BagPanel } from './bag-panel.tsx'
import css from './home.module.css'
import { PaperForm } from './paper.tsx'
import { ScannedRows } from './scanned-rows.tsx'
import { StopRow } from './stop-row.tsx'
import { homeTexts } from './texts.ts'
import { refresh, useScanned } from './use-scanned.ts'

const refreshes = [readHomeRound, listHomeRoutes]

const AddStop = ({ route_id, close }: { route_id: string; close: () => void }): ReactNode => {
  const t = useTexts(homeTexts)
  const place = useDo(placeHomeStop, refreshes)
  return (
    <Spine panel state="move" className="k-stack">
      {place.error !== null && <Failed error={place.error} />}
      <PatronSearch
        label={t.round.addLabel}
        choose={({ patron_id, name }) =>
          place.mutate(
            { params: { route_id, patron_id }, body: { command_id: newCommandId() } },
            {
              onSuccess: () => {
                tell(t.round.added(name))
                close()
              },
            },
          )
        }
      />
    </Spine>
  )
}

/** The bags have left, or they are here after all. */
const Departure = ({ round }: { round: HomeRound }): ReactNode => {
  const t = useTexts(homeTexts)
  const depart = useDo(departHomeRound, refreshes)
  const { route_id } = round.route
  const left = round.left_at === null
  const run = (): void =>
    depart.mutate(
      { params: { route_id, on: round.on }, body: { command_id: newCommandId(), left } },
      {
        onSuccess: () => {
          tell(left ? t.round.departed : t.round.stayed)
          refresh()
        },
      },
    )
  return (
    <Allowed op={departHomeRound}>
      <Button variant={left ? 'filled' : 'default'} loading={depart.isPending} onClick={run}>
        {left ? t.round.depart : t.round.stay}
      </Button>
    </Allowed>
  )
}

const Ways = ({ round }: { round: HomeRound }): ReactNode => {
  const t = useTexts(homeTexts)
  const f = useFormats()
  const go = useGo()
  const { route_id } = round.route
  const { before_on, after_on } = round
  return (
    <div className="k-line">
      <Button size="compact-sm" onClick={() => go(paths.homeRoutes)}>
        {t.round.routes}
      </Button>
      {before_on !== null && (
        <Button size="compact-sm" onClick={() => go(paths.homeRound(route_id, before_on))}>
          ← {f.dayShort(before_on)}
        </Button>
      )}
      <Button size="compact-sm" onClick={() => go(paths.homeRound(route_id, after_on))}>
        {f.dayShort(after_on)} →
      </Button>
    </div>
  )
}

const Body = ({ round, asks }: { round: HomeRound; asks: 'paper' | 'add' | null }): ReactNode => {
  const t = useTexts(homeTexts)
  const f = useFormats()
  const { route_id } = round.route
  const left = round.left_at !== null
  const key = { route_id, on: round.on }
  const scanned = useScanned(key, { left, stops: round.stops.map(stop => stop.patron_id) })
  const { bag } = scanned
  const { nl, en } = homeTexts
  useUndoKey()
  useShortcuts(
    bag === null
      ? []
      : [
          {
            id: 'home.close',
            combo: 'F12',
            does: { nl: nl.keys.close, en: en.keys.close },
            run: () => scanned.open(null),
          },
        ],
  )
  return (
    <div className={css['columns']}>
      <div className="k-stack">
        {round.left_at !== null && (
          <Spine panel soft state="move">
            <StateWord state="move">{t.round.left(f.time(round.left_at))}</StateWord>
          </Spine>
        )}
        {round.closed && round.left_at === null && (
          <Spine panel soft state="ask">
            <StateWord state="ask">{t.round.closed(round.route.branch_name)}</StateWord>
          </Spine>
        )}
        {round.stops.length === 0 && asks === null && <Empty>{t.round.none}</Empty>}
        {round.stops.length > 0 && (
          <Rows label={t.round.stops} columns="minmax(12rem, 1fr) auto auto">
            {round.stops.map((stop, at) => (
              <StopRow
                key={stop.patron_id}
                route_id={route_id}
                stop={stop}
                place={at + 1}
                last={at === round.stops.length - 1}
                open={{ is: bag === stop.patron_id, run: () => scanned.open(stop.patron_id) }}
              />
            ))}
          </Rows>
        )}
      </div>
      <div className="k-stack">
        <ScannedRows rows={scanned.rows} again={scanned.again} undone={scanned.undone} />
        {bag === null ? (
          <Spine panel className="k-stack">
            <h2 className="k-text-lg k-strong">{t.take.title}</h2>
            <p className="k-quiet">{t.take.how}</p>
            {scanned.rows.length === 0 && <p>{t.take.nothing}</p>}
          </Spine>
        ) : (
          <BagPanel round={key} patron_id={bag} left={left} close={() => scanned.open(null)} />
        )}
        {scanned.stranger !== null && (
          <Spine panel soft state="stop" role="alert">
            <StateWord state="stop">{t.row.notHere(scanned.stranger)}</StateWord>
          </Spine>
        )}
      </div>
    </div>
  )
}

const Round = ({ round }: { round: HomeRound }): ReactNode => {
  const t = useTexts(homeTexts)
  const f = useFormats()
  const [asks, setAsks] = useState<'paper' | 'add' | null>(null)
  const { nl, en } = homeTexts
  const { route, on } = round
  useShortcuts([
    {
      id: 'home.paper',
      combo: 'p',
      does: { nl: nl.keys.print, en: en.keys.print },
      run: () => setAsks('paper'),
    },
    { id: 'home.add', combo: 'n', does: { nl: nl.keys.add, en: en.keys.add }, run: () => setAsks('add') },
  ])
  const day = f.dayLong(on)
  return (
    <Page
      title={route.name}
      about={t.round.about(day.charAt(0).toUpperCase() + day.slice(1), route.carrier ?? t.noCarrier)}
      actions={
        <>
          <Allowed op={placeHomeStop}>
            <Button onClick={() => setAsks('add')}>
              {t.round.add} <kbd>N</kbd>
            </Button>
          </Allowed>
          {round.stops.length > 0 && (
            <>
              <Button onClick={() => setAsks('paper')}>
                {t.round.paper} <kbd>P</kbd>
              </Button>
              <Departure round={round} />
            </>
          )}
        </>
      }
    >
      <Ways round={round} />
      {asks === 'paper' && <PaperForm round={{ route_id: route.route_id, on }} close={() => setAsks(null)} />}
      {asks === 'add' && <AddStop route_id={route.route_id} close={() => setAsks(null)} />}
      <Body round={round} asks={asks} />
    </Page>
  )
}

/** One round: its readers in the order of the drive, the bag that is being filled, and what comes back. */
export const Screen = (): ReactNode => {
  const [route_id, on] = [usePart('route_id'), usePart('on')]
  const read = useRead(readHomeRound, { params: { route_id, on } }, { keep: true })
  return <Read of={read}>{round => <Round key={`${route_id} ${on}`} round={round} />}</Read>
}
