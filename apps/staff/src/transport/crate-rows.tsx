import type { CrateTrip } from '@kaft/contract/crate'
import { type crates, openCrate, readCrate } from '@kaft/contract/logistics'
import type { OkOf } from '@kaft/contract/operation'
import { Button, NativeSelect } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Allowed } from '../base/allowed.tsx'
import { dayOf, useFormats } from '../base/format.ts'
import { useRead } from '../base/hooks.ts'
import { inLanguage } from '../base/in-language.ts'
import { textsNow, useTexts } from '../base/language.ts'
import { openPanel } from '../base/panel.ts'
import { Below, Row, Rows } from '../base/rows.tsx'
import { printCrateLabel } from '../base/slips.tsx'
import { Empty, Read } from '../base/states.tsx'
import { open } from './acts.ts'
import { statusWord, transportTexts } from './texts.ts'

export type Crates = OkOf<typeof crates>
export type FreeCrate = Crates['free'][number]
export interface Branch {
  readonly branch_id: string
  readonly name: string
}

const Contents = ({ trip_id }: { trip_id: string }): ReactNode => {
  const t = useTexts(transportTexts)
  const read = useRead(readCrate, { params: { trip_id } })
  return (
    <Read of={read}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty>{t.nothingIn}</Empty>
        ) : (
          <ul className="k-stack k-bare">
            {items.map(item => (
              <li key={item.item_id}>
                <span className="k-strong" {...inLanguage(item.language)}>
                  {item.title}
                </span>{' '}
                <code className="k-quiet">{item.barcode}</code>
                <br />
                <span className="k-quiet">{statusWord(item.status, t)}</span>
              </li>
            ))}
          </ul>
        )
      }
    </Read>
  )
}
const showContents = (trip: CrateTrip): void =>
  openPanel({
    title: textsNow(transportTexts).contents(trip.code),
    body: <Contents trip_id={trip.trip_id} />,
  })

/** A crate under way, with what can be done with it now. */
export const TripRow = ({
  trip,
  inward,
  children,
}: {
  trip: CrateTrip
  inward: boolean
  children?: ReactNode
}): ReactNode => {
  const t = useTexts(transportTexts)
  const f = useFormats()
  const emptying = trip.state === 'receiving'
  return (
    <Row state={trip.state === 'open' || emptying ? 'hold' : 'move'}>
      <span className="k-strong">{trip.code}</span>
      <span>{inward ? t.from(trip.from_branch) : t.to(trip.to_branch)}</span>
      <span>{emptying ? t.unpacked(trip.unpacked, trip.items) : t.items(trip.items)}</span>
      <span className="k-quiet">{t.since(f.dayShort(dayOf(trip.since)))}</span>
      <span className="k-line">
        <Button size="compact-sm" onClick={() => showContents(trip)}>
          {t.show}
        </Button>
        {!inward && (
          <Button size="compact-sm" onClick={() => void printCrateLabel(trip.trip_id)}>
            {t.label}
          </Button>
        )}
        {children}
      </span>
    </Row>
  )
}

/** A free crate opens for where it usually goes, or asks. */
export const FreeRow = ({
  crate,
  branches,
  here,
}: {
  crate: FreeCrate
  branches: readonly Branch[]
  here: string
}): ReactNode => {
  const t = useTexts(transportTexts)
  const [asks, setAsks] = useState(false)
  const [to, setTo] = useState(branches[0]?.branch_id ?? '')
  const usual = crate.to_branch_id === here ? null : crate.to_branch_id
  return (
    <Row>
      <span className="k-strong">{crate.code}</span>
      <span className="k-quiet">{crate.to_branch === null ? t.addAny : t.to(crate.to_branch)}</span>
      <Allowed op={openCrate} otherwise={<span />}>
        <Button
          size="compact-sm"
          data-act="open"
          onClick={() => (usual === null ? setAsks(true) : void open(crate.crate_id, usual))}
        >
          {t.open}
        </Button>
      </Allowed>
      {asks && (
        <Below>
          <form
            className="k-line"
            onSubmit={event => {
              event.preventDefault()
              setAsks(false)
              void open(crate.crate_id, to)
            }}
          >
            <NativeSelect
              label={t.openFor}
              value={to}
              data={branches.map(one => ({ value: one.branch_id, label: one.name }))}
              onChange={event => setTo(event.currentTarget.value)}
            />
            <Button type="submit">{t.open}</Button>
            <Button onClick={() => setAsks(false)}>{t.cancel}</Button>
          </form>
        </Below>
      )}
    </Row>
  )
}

/** A heading with its rows, or the sentence for when there are none. */
export const Part = ({
  title,
  none,
  columns,
  rows,
}: {
  title: string
  none: string
  columns: string
  rows: readonly ReactNode[]
}): ReactNode => (
  <section className="k-stack" aria-label={title}>
    <h2 className="k-text-md k-strong">{title}</h2>
    {rows.length === 0 ? (
      <p className="k-quiet">{none}</p>
    ) : (
      <Rows label={title} columns={columns}>
        {rows}
      </Rows>
    )}
  </section>
)
