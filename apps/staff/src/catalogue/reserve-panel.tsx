import { readTitle } from '@kaft/contract/cataloguing'
import { placeHold } from '@kaft/contract/holds'
import type { Code } from '@kaft/contract/codes'
import type { OkOf } from '@kaft/contract/operation'
import { listBranches } from '@kaft/contract/organisation'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, NativeSelect, SegmentedControl } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { tellPatronChanged } from '../base/desk-door.ts'
import { parseDay } from '../base/day.model.ts'
import { Findings } from '../base/findings.tsx'
import { dayOf } from '../base/format.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { textsNow, useTexts } from '../base/language.ts'
import { openPanel } from '../base/panel.ts'
import { findingsOf } from '../base/problem.ts'
import { useSession } from '../base/session.ts'
import { playSound } from '../base/sound.ts'
import { Failed } from '../base/states.tsx'
import { offerUndo } from '../base/undo.ts'
import { Why } from '../base/why.tsx'
import type { NamedPatron } from '../base/patron-search.tsx'
import { ChoosePatron } from './choose-patron.tsx'
import { refreshedByHolds } from './refreshed.ts'
import { ReserveSeries } from './reserve-series.tsx'
import { readSeries } from './series.model.ts'
import { noSeries } from './series-choice.tsx'
import { catalogueTexts } from './texts/index.ts'
import { WishFields } from './wish-fields.tsx'
import { type AlsoTitle, hasUnreadDay, noMore, type WishMore } from './wish.model.ts'

interface ForTitle {
  readonly title_id: string
  readonly title: string
  /** Other titles that would do, chosen already. */
  readonly also?: readonly AlsoTitle[]
}

/** Where a reservation may be picked up: the own branches, and those of libraries that share their patrons. */
const PickupField = ({
  value,
  onValue,
}: {
  value: string
  onValue: (branch_id: string) => void
}): ReactNode => {
  const t = useTexts(catalogueTexts)
  const session = useSession()
  const read = useRead(listBranches, {}, { fresh_ms: 300_000 })
  const own = session.branches.map(one => ({ value: one.branch_id, label: one.name }))
  const shared = (read.data?.rows ?? [])
    .filter(one => one.library_id !== session.library_id)
    .filter(one => session.scope.some(library => library.library_id === one.library_id))
    .map(one => ({ value: one.branch_id, label: `${one.name} (${one.library_name})` }))
  return (
    <NativeSelect
      label={t.hold.pickup}
      value={value}
      data={[...own, ...shared]}
      onChange={event => onValue(event.currentTarget.value)}
    />
  )
}

const Done = ({ placed, again }: { placed: OkOf<typeof placeHold>; again: () => void }): ReactNode => {
  const t = useTexts(catalogueTexts)
  const { place, waiting, pickup_branch } = placed.hold
  return (
    <Spine state="hold" soft panel className="k-stack">
      <StateWord state="hold">{t.hold.done(place, waiting)}</StateWord>
      <p>{t.hold.at(pickup_branch)}</p>
      <div className="k-line">
        <Button onClick={again}>{t.hold.again}</Button>
      </div>
    </Spine>
  )
}

/** What was asked beyond the title, as the operation takes it. */
const askedMore = ({ item_id, also, notBefore, notAfter }: WishMore) => {
  const [from, until] = [parseDay(notBefore, dayOf()), parseDay(notAfter, dayOf())]
  return {
    ...(item_id === '' ? {} : { item_id }),
    ...(also.length === 0 ? {} : { also_title_ids: also.map(one => one.title_id) }),
    ...(from === null ? {} : { not_before: from }),
    ...(until === null ? {} : { not_after: until }),
  }
}

interface Common {
  readonly title: ForTitle
  readonly patron: NamedPatron | null
  readonly branch: string
  readonly again: () => void
}

const useReserve = (
  title: ForTitle,
  patron: NamedPatron | null,
  { pickup_branch_id, more }: { pickup_branch_id: string; more: WishMore },
) => {
  const t = useTexts(catalogueTexts)
  const reserve = useDo(placeHold, refreshedByHolds)
  const run = (accept: readonly Code[] = []): void => {
    if (patron === null) return
    const words = accept.length === 0 ? {} : { accept: [...accept] }
    const { patron_id, name } = patron
    reserve.mutate(
      {
        body: {
          command_id: newCommandId(),
          patron_id,
          title_id: title.title_id,
          pickup_branch_id,
          ...askedMore(more),
          ...words,
        },
      },
      {
        onSuccess: ({ event_id }) => {
          playSound('hold')
          tellPatronChanged(patron_id)
          offerUndo(t.hold.told(title.title, name), event_id, refreshedByHolds)
        },
        onError: error => playSound(findingsOf(error).some(f => f.weight === 'stop') ? 'stop' : 'ask'),
      },
    )
  }
  return { reserve, run }
}

const Refused = ({
  error,
  ask,
  onAccept,
}: {
  error: Error
  ask: { patron_id: string; title_id: string; pickup_branch_id: string }
  onAccept: (codes: readonly Code[]) => void
}): ReactNode => {
  const t = useTexts(catalogueTexts)
  const findings = findingsOf(error)
  if (findings.length === 0) return <Failed error={error} />
  return (
    <Findings
      findings={findings}
      acceptLabel={t.hold.anyway}
      onAccept={onAccept}
      why={finding => <Why ask={{ kind: 'decision', ask: { action: 'hold', ...ask, code: finding.code } }} />}
    />
  )
}

/** One title: the item, the titles and the days that it may be, and where it is picked up. */
const ReserveTitle = ({
  title,
  patron,
  branch,
  again,
  more,
  setMore,
}: Common & { more: WishMore; setMore: (more: WishMore) => void }): ReactNode => {
  const t = useTexts(catalogueTexts)
  const { reserve, run } = useReserve(title, patron, { pickup_branch_id: branch, more })
  const [tried, setTried] = useState(false)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (!hasUnreadDay(more)) run()
  }
  if (reserve.data !== undefined) return <Done placed={reserve.data} again={again} />
  return (
    <form className="k-stack" onSubmit={submit}>
      <WishFields title={title} more={more} tried={tried} set={setMore} />
      {reserve.error !== null && patron !== null && (
        <Refused
          error={reserve.error}
          ask={{ patron_id: patron.patron_id, title_id: title.title_id, pickup_branch_id: branch }}
          onAccept={run}
        />
      )}
      <div className="k-line k-line-end">
        <Button type="submit" variant="filled" disabled={patron === null} loading={reserve.isPending}>
          {t.hold.do}
        </Button>
      </div>
    </form>
  )
}

const Reserve = ({ title, current }: { title: ForTitle; current: NamedPatron | null }): ReactNode => {
  const t = useTexts(catalogueTexts)
  const session = useSession()
  const [patron, setPatron] = useState(current)
  const [branch, setBranch] = useState(session.branch_id)
  const [what, setWhat] = useState<'title' | 'series'>('title')
  const [turn, setTurn] = useState(0)
  const [more, setMore] = useState({ ...noMore, also: title.also ?? noMore.also })
  const [wish, setWish] = useState(noSeries)
  const read = useRead(readTitle, { params: { title_id: title.title_id } })
  const series = read.data?.series ?? null
  const again = (): void => {
    setPatron(null)
    setTurn(turn + 1)
  }
  const common = { title, patron, branch, again }
  // What was refused for one patron or branch says nothing of another; what was chosen stays.
  const key = `${turn} ${patron?.patron_id ?? ''} ${branch}`
  return (
    <div className="k-stack">
      <ChoosePatron patron={patron} choose={setPatron} />
      <PickupField value={branch} onValue={setBranch} />
      {series !== null && (
        <SegmentedControl
          aria-label={t.series_.what}
          value={what}
          data={[
            { value: 'title', label: t.series_.title },
            { value: 'series', label: t.series_.series(readSeries(series).name) },
          ]}
          onChange={next => setWhat(next === 'series' ? 'series' : 'title')}
        />
      )}
      {what === 'series' && series !== null ? (
        <ReserveSeries key={key} {...common} name={readSeries(series).name} wish={wish} setWish={setWish} />
      ) : (
        <ReserveTitle key={key} {...common} more={more} setMore={setMore} />
      )}
    </div>
  )
}

/** Opens the reservation beside the list, for the patron who is open at the desk or for another one. */
export const openReserve = ({ patron, ...title }: ForTitle & { patron: NamedPatron | null }): void =>
  openPanel({
    title: textsNow(catalogueTexts).hold.title(title.title),
    body: <Reserve key={`${title.title_id} ${patron?.patron_id ?? ''}`} title={title} current={patron} />,
  })
