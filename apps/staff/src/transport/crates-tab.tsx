import type { CrateTrip } from '@kaft/contract/crate'
import { addCrate, closeCrate, crates, emptyCrate, receiveCrate } from '@kaft/contract/logistics'
import { listBranches } from '@kaft/contract/organisation'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Allowed } from '../base/allowed.tsx'
import { newCommandId } from '../base/command-id.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { inLanguage } from '../base/in-language.ts'
import { useTexts } from '../base/language.ts'
import { useSession } from '../base/session.ts'
import { printCrateLabel } from '../base/slips.tsx'
import { Failed } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { close, empty, receive } from './acts.ts'
import { type Branch, type Crates, FreeRow, Part, TripRow } from './crate-rows.tsx'
import { statusWord, transportTexts } from './texts.ts'

/** Branches by name; the server judges which of them transport reaches. */
const useBranches = (): readonly Branch[] => {
  const { branch_id, library_id } = useSession()
  const read = useRead(listBranches, {}, { fresh_ms: 600_000 })
  const all = (read.data?.rows ?? []).filter(one => one.branch_id !== branch_id)
  const own = all.filter(one => one.library_id === library_id)
  return [...own, ...all.filter(one => one.library_id !== library_id)]
}

const AddCrate = ({ branches, done }: { branches: readonly Branch[]; done: () => void }): ReactNode => {
  const t = useTexts(transportTexts)
  const [to, setTo] = useState('')
  const [code, setCode] = useState('')
  const add = useDo(addCrate, [crates])
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const body = {
      command_id: newCommandId(),
      code: code.trim() === '' ? null : code.trim(),
      to_branch_id: to === '' ? null : to,
    }
    add.mutate(
      { body },
      {
        onSuccess: made => {
          tell(t.added(made.code))
          done()
        },
      },
    )
  }
  const choices = [
    { value: '', label: t.addAny },
    ...branches.map(b => ({ value: b.branch_id, label: b.name })),
  ]
  return (
    <Spine panel>
      <form className="k-stack" onSubmit={submit}>
        {add.error !== null && <Failed error={add.error} />}
        <div className="k-line">
          <NativeSelect
            label={t.addFor}
            data={choices}
            value={to}
            onChange={e => setTo(e.currentTarget.value)}
          />
          <TextInput
            label={t.addCode}
            description={t.addCodeAbout}
            value={code}
            autoComplete="off"
            onChange={event => setCode(event.currentTarget.value)}
          />
        </div>
        <div className="k-line">
          <Button type="submit" variant="filled" loading={add.isPending}>
            {t.add}
          </Button>
          <Button onClick={done}>{t.cancel}</Button>
        </div>
      </form>
    </Spine>
  )
}

/** What was not in a crate that was just emptied, until somebody puts it away. */
const Missing = ({ trip, done }: { trip: CrateTrip; done: () => void }): ReactNode => {
  const t = useTexts(transportTexts)
  return (
    <Spine state="ask" soft panel className="k-stack" role="status">
      <StateWord state="ask">{`${trip.code}: ${t.missing(trip.missing.length)}`}</StateWord>
      <ul>
        {trip.missing.map(one => (
          <li key={one.item_id}>
            <span {...inLanguage(one.language)}>{one.title}</span> <code>{one.barcode}</code> ·{' '}
            {statusWord(one.status, t)}
          </li>
        ))}
      </ul>
      <div>
        <Button size="compact-sm" onClick={done}>
          {t.cancel}
        </Button>
      </div>
    </Spine>
  )
}

/** What a crate that stands here asks for next: closing it, which prints its label, or saying that it is empty. */
const Step = ({
  trip,
  emptied,
}: {
  trip: CrateTrip
  emptied: (trip: CrateTrip | null) => void
}): ReactNode => {
  const t = useTexts(transportTexts)
  const emptying = trip.state === 'receiving'
  const step = (): void =>
    emptying
      ? void empty(trip, answer => emptied(answer.crate))
      : void close(trip, answer => answer.crate !== null && void printCrateLabel(answer.crate.trip_id))
  return (
    <Allowed op={emptying ? emptyCrate : closeCrate}>
      <Button size="compact-sm" data-act="open" onClick={step}>
        {emptying ? t.empty : t.close}
      </Button>
    </Allowed>
  )
}

const columns = 'minmax(9rem, 14rem) minmax(10rem, 1fr) auto auto auto'

/** Crates that stand open here, that come here, that left here, and those that are free. */
export const CratesTab = ({
  all,
  adds,
  stopAdding,
}: {
  all: Crates
  adds: boolean
  stopAdding: () => void
}): ReactNode => {
  const t = useTexts(transportTexts)
  const { branch_id } = useSession()
  const branches = useBranches()
  const [emptied, setEmptied] = useState<CrateTrip | null>(null)
  return (
    <div className="k-stack">
      {adds && <AddCrate branches={branches} done={stopAdding} />}
      {emptied !== null && emptied.missing.length > 0 && (
        <Missing trip={emptied} done={() => setEmptied(null)} />
      )}
      <Part
        title={t.here}
        none={t.hereNone}
        columns={columns}
        rows={all.here.map(trip => (
          <TripRow key={trip.trip_id} trip={trip} inward={trip.state === 'receiving'}>
            <Step trip={trip} emptied={setEmptied} />
          </TripRow>
        ))}
      />
      <Part
        title={t.toReceive}
        none={t.toReceiveNone}
        columns={columns}
        rows={all.to_receive.map(trip => (
          <TripRow key={trip.trip_id} trip={trip} inward>
            <Allowed op={receiveCrate}>
              <Button size="compact-sm" data-act="open" onClick={() => void receive(trip)}>
                {t.receive}
              </Button>
            </Allowed>
          </TripRow>
        ))}
      />
      <Part
        title={t.sent}
        none={t.sentNone}
        columns={columns}
        rows={all.sent.map(trip => <TripRow key={trip.trip_id} trip={trip} inward={false} />)}
      />
      <Part
        title={t.free}
        none={t.freeNone}
        columns="minmax(9rem, 14rem) minmax(10rem, 1fr) auto"
        rows={all.free.map(crate => (
          <FreeRow
            key={`${crate.crate_id} ${branches.length}`}
            crate={crate}
            branches={branches}
            here={branch_id}
          />
        ))}
      />
    </div>
  )
}
