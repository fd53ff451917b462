import { findPatrons } from '@kaft/contract/patrons'
import { placeHold } from '@kaft/contract/holds'
import {
  addPurchaseAsker,
  type PurchaseAsker,
  purchaseAskers,
  type PurchaseSuggestion,
  removePurchaseAsker,
} from '@kaft/contract/purchases'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Allowed } from '../base/allowed.tsx'
import { call } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { Findings } from '../base/findings.tsx'
import { dayOf, useFormats } from '../base/format.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { textsNow, useTexts } from '../base/language.ts'
import { paths } from '../base/paths.ts'
import { type NamedPatron, PatronSearch, usePatronScans } from '../base/patron-search.tsx'
import { findingsOf } from '../base/problem.ts'
import { useAllowed } from '../base/session.ts'
import { Failed, Read } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { To } from '../base/to.tsx'
import { offerWayBack } from '../base/undo.ts'
import { Why } from '../base/why.tsx'
import { askerTexts } from './asker-texts.ts'
import css from './acquisitions.module.css'
import { refreshed } from './proposing.ts'
import { ASKERS_KEY, isOpen, mayReserve, nameOf, RESERVE_KEY, searchFor } from './purchase.model.ts'
import { type Reserving, useReserving } from './reserve-askers.ts'

const params = ({ suggestion_id }: PurchaseSuggestion) => ({ suggestion_id })
const body = (patron_id: string) => ({ command_id: newCommandId(), patron_id })

const useNaming = (row: PurchaseSuggestion) => {
  const add = useDo(addPurchaseAsker, refreshed)
  const remove = useDo(removePurchaseAsker, refreshed)
  const ask = (patron_id: string) => ({ params: params(row), body: body(patron_id) })
  const name = ({ patron_id, name: who }: NamedPatron): void =>
    add.mutate(ask(patron_id), {
      onSuccess: ({ added }) => {
        const t = textsNow(askerTexts)
        // Who stood there already stays: there is nothing to take back.
        if (!added) return tell(t.again(who))
        offerWayBack(t.added(who), refreshed, async () => {
          await call(removePurchaseAsker, ask(patron_id))
          return t.removed(who)
        })
      },
    })
  const unname = ({ patron_id, name: who }: NamedPatron): void =>
    remove.mutate(ask(patron_id), {
      onSuccess: () => {
        const t = textsNow(askerTexts)
        offerWayBack(t.removed(who), refreshed, async () => {
          await call(addPurchaseAsker, ask(patron_id))
          return t.added(who)
        })
      },
    })
  return { name, unname, pending: add.isPending || remove.isPending, error: add.error ?? remove.error }
}

/** Why it was not reserved for one of them, with what can be passed. */
const Refused = ({
  asker,
  row,
  reserving,
}: {
  asker: PurchaseAsker
  row: PurchaseSuggestion
  reserving: Reserving
}): ReactNode => {
  const t = useTexts(askerTexts)
  const error = reserving.errors[asker.patron_id]
  if (error === undefined || row.title_id === null) return null
  const findings = findingsOf(error)
  if (findings.length === 0) return <Failed error={error} />
  const ask = { patron_id: asker.patron_id, title_id: row.title_id, pickup_branch_id: row.branch_id }
  return (
    <Findings
      findings={findings}
      acceptLabel={t.anyway}
      onAccept={codes => void reserving.run([asker], codes)}
      why={finding => <Why ask={{ kind: 'decision', ask: { action: 'hold', ...ask, code: finding.code } }} />}
    />
  )
}

const Asker = ({
  asker,
  row,
  reserving,
  unname,
}: {
  asker: PurchaseAsker
  row: PurchaseSuggestion
  reserving: Reserving
  unname: (asker: NamedPatron) => void
}): ReactNode => {
  const t = useTexts(askerTexts)
  const f = useFormats()
  const { name, has } = asker
  return (
    <li className="k-stack">
      <div className="k-line k-line-between">
        <span>
          <To to={paths.patron(asker.patron_id)} className="k-strong">
            {name}
          </To>{' '}
          <span className="k-quiet">
            · {t.asked(f.dayShort(dayOf(asker.asked_at)))} · {t.until(f.dayShort(asker.until))}
          </span>
        </span>
        <span className="k-line">
          {has !== null && <StateWord state={has === 'hold' ? 'hold' : 'ok'}>{t.has[has]}</StateWord>}
          {has === null && mayReserve(row) && (
            <Allowed op={placeHold}>
              <Button
                size="compact-sm"
                aria-label={t.reserveFor(name)}
                disabled={reserving.pending}
                onClick={() => void reserving.run([asker])}
              >
                {t.reserveOne}
              </Button>
            </Allowed>
          )}
          <Allowed op={removePurchaseAsker}>
            <Button size="compact-sm" aria-label={t.removeOf(name)} onClick={() => unname(asker)}>
              {t.remove}
            </Button>
          </Allowed>
        </span>
      </div>
      {has === null && <Refused asker={asker} row={row} reserving={reserving} />}
    </li>
  )
}

const FindOne = ({ choose }: { choose: (patron: NamedPatron) => void }): ReactNode => {
  const t = useTexts(askerTexts)
  usePatronScans(choose)
  return <PatronSearch label={t.who} choose={choose} />
}

/** One more reader, by card or name. */
const AddOne = ({ name }: { name: (patron: NamedPatron) => void }): ReactNode => {
  const t = useTexts(askerTexts)
  const [finding, setFinding] = useState(false)
  if (!finding) return <Button onClick={() => setFinding(true)}>{t.add}</Button>
  return (
    <FindOne
      choose={patron => {
        setFinding(false)
        name(patron)
      }}
    />
  )
}

/** Why nothing can be reserved yet: the title is not in the catalogue, or it is not known which one it is. */
const NoTitle = ({ row }: { row: PurchaseSuggestion }): ReactNode => {
  const t = useTexts(askerTexts)
  if (row.title_id !== null || row.state === 'proposed') return null
  return (
    <p className="k-quiet">
      {row.isbn === null ? t.noTitleWords : t.noTitle}{' '}
      <To to={`${paths.catalogue}?q=${encodeURIComponent(searchFor(row))}`}>{t.toCatalogue}</To>
    </p>
  )
}

/** Who asked for a suggestion, what they have of it by now, and reserving for them once its title is there. */
export const Askers = ({
  row,
  before,
}: {
  row: PurchaseSuggestion
  /** It is about to be noted as received. */
  before: boolean
}): ReactNode => {
  const t = useTexts(askerTexts)
  const read = useRead(purchaseAskers, { params: params(row) })
  const { name, unname, error } = useNaming(row)
  const reserving = useReserving(row)
  const wait = (read.data?.rows ?? []).filter(one => one.has === null)
  return (
    <Spine state="hold" panel className="k-stack">
      {before && <StateWord state="ask">{t.first}</StateWord>}
      <Read of={read}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="k-quiet">{t.none}</p>
          ) : (
            <ul className={css['askers']} aria-label={t.act}>
              {rows.map(asker => (
                <Asker key={asker.asker_id} asker={asker} row={row} reserving={reserving} unname={unname} />
              ))}
            </ul>
          )
        }
      </Read>
      {error !== null && <Failed error={error} />}
      <NoTitle row={row} />
      <div className="k-line">
        {isOpen(row.state) && (
          <Allowed op={addPurchaseAsker}>
            <Allowed op={findPatrons}>
              <AddOne name={name} />
            </Allowed>
          </Allowed>
        )}
        {wait.length > 0 && mayReserve(row) && (
          <Allowed op={placeHold}>
            <Button
              variant="filled"
              data-act="reserve"
              loading={reserving.pending}
              onClick={() => void reserving.run(wait)}
            >
              {t.reserve(wait.length)} <kbd>{RESERVE_KEY.toUpperCase()}</kbd>
            </Button>
            <span className="k-quiet">{t.pickup(row.branch)}</span>
          </Allowed>
        )}
      </div>
      <p className="k-quiet k-text-xs">{t.kept}</p>
    </Spine>
  )
}

/** How many asked for it, as a door to who they are; where nobody did, to naming somebody. */
export const AskersButton = ({
  row,
  open,
  toggle,
}: {
  row: PurchaseSuggestion
  open: boolean
  toggle: () => void
}): ReactNode => {
  const t = useTexts(askerTexts)
  const [sees, adds] = [useAllowed(purchaseAskers), useAllowed(addPurchaseAsker)]
  if (!sees) return row.askers > 0 ? <span className="k-quiet">{t.count(row.askers)}</span> : null
  if (row.askers === 0 && !(adds && isOpen(row.state)) && !open) return null
  const label = row.askers > 0 ? t.count(row.askers) : t.add
  return (
    <Button
      size="compact-sm"
      data-act="askers"
      aria-expanded={open}
      aria-label={`${label} ${ASKERS_KEY.toUpperCase()}: ${nameOf(row)}`}
      onClick={toggle}
    >
      {label} <kbd>{ASKERS_KEY.toUpperCase()}</kbd>
    </Button>
  )
}
