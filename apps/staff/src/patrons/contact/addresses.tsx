import type { Address } from '@kaft/contract/patron-parts'
import { setAddresses } from '@kaft/contract/patron-contact'
import { type Patron, readPatron } from '@kaft/contract/patrons'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Allowed } from '../../base/allowed.tsx'
import { call } from '../../base/api.ts'
import { offerWayBack } from '../../base/undo.ts'
import { newCommandId } from '../../base/command-id.ts'
import { useFormats } from '../../base/format.ts'
import { useDo } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Failed } from '../../base/states.tsx'
import { tell } from '../../base/tell.ts'
import css from '../patrons.module.css'
import { AddressForm } from './address-form.tsx'
import { contactTexts } from './texts.ts'

/** Writes the whole list, and hands over the record as it is afterwards: the way back starts from that. */
const useWrite = () => {
  const client = useQueryClient()
  const write = useDo(setAddresses)
  const run = (patron: Patron, addresses: readonly Address[], then: (after: Patron) => void): void => {
    const { patron_id, version } = patron
    write.mutate(
      {
        params: { patron_id },
        body: { command_id: newCommandId(), version, addresses: [...addresses] },
      },
      {
        onSuccess: after => {
          client.setQueryData([readPatron.id, { params: { patron_id } }], after)
          then(after)
        },
      },
    )
  }
  return { run, busy: write.isPending, error: write.error }
}

const AddressCard = ({ address, acts }: { address: Address; acts: ReactNode }): ReactNode => {
  const t = useTexts(contactTexts)
  const f = useFormats()
  const place = [address.postcode, address.municipality].filter(Boolean).join(' ')
  const care = address.care_of === null ? null : t.careOfShown(address.care_of)
  const quiet = [
    t.kinds[address.kind],
    address.until === null ? null : t.untilShown(f.dayYear(address.until)),
  ].filter(Boolean)
  return (
    <div className={css['card']}>
      <div className="k-grow">
        <p>{[care, address.street, place].filter(Boolean).join(', ')}</p>
        <p className="k-quiet">
          {quiet.join(' · ')}
          {address.letters && <strong> · {t.lettersHere}</strong>}
        </p>
      </div>
      {acts}
    </div>
  )
}

/** The addresses beside the main residence, and which one letters go to. */
export const Addresses = ({ patron, own }: { patron: Patron; own: boolean }): ReactNode => {
  const t = useTexts(contactTexts)
  const [open, setOpen] = useState<number | null>(null)
  const { run, busy, error } = useWrite()
  const { addresses } = patron
  const save = (at: number, one: Address): void => {
    // Letters go to one address: choosing another one takes them away from the former.
    const others = addresses.map(other => (one.letters ? { ...other, letters: false } : other))
    run(patron, at === addresses.length ? [...others, one] : others.with(at, one), () => {
      setOpen(null)
      tell(t.saved)
    })
  }
  const remove = (at: number): void =>
    run(patron, addresses.toSpliced(at, 1), after => {
      const { patron_id, version } = after
      const body = { version, addresses: [...addresses] }
      offerWayBack(t.removed, [readPatron], async () => {
        await call(setAddresses, { params: { patron_id }, body: { command_id: newCommandId(), ...body } })
        return t.back
      })
    })
  return (
    <Spine panel className={css['block']}>
      <div className="k-line k-line-between">
        <h2 className="k-text-md k-strong">{t.addresses}</h2>
        {own && open === null && addresses.length < 6 && (
          <Allowed op={setAddresses}>
            <Button size="compact-sm" onClick={() => setOpen(addresses.length)}>
              {t.add}
            </Button>
          </Allowed>
        )}
      </div>
      {error !== null && <Failed error={error} />}
      {addresses.length === 0 && open === null && <p className="k-quiet">{t.none}</p>}
      {addresses.map((address, at) =>
        open === at ? (
          <AddressForm
            key={at}
            from={address}
            busy={busy}
            save={one => save(at, one)}
            close={() => setOpen(null)}
          />
        ) : (
          <AddressCard
            key={at}
            address={address}
            acts={
              own && (
                <Allowed op={setAddresses}>
                  <Button size="compact-sm" disabled={busy} onClick={() => setOpen(at)}>
                    {t.change}
                  </Button>
                  <Button size="compact-sm" disabled={busy} onClick={() => remove(at)}>
                    {t.remove}
                  </Button>
                </Allowed>
              )
            }
          />
        ),
      )}
      {open === addresses.length && (
        <AddressForm from={null} busy={busy} save={one => save(open, one)} close={() => setOpen(null)} />
      )}
    </Spine>
  )
}
