import { readAccount } from '@kaft/contract/finance'
import { type Patron, readPatron, readPatronHead, renewMembership } from '@kaft/contract/patrons'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, NativeSelect } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Allowed } from '../base/allowed.tsx'
import { newCommandId } from '../base/command-id.ts'
import { tellPatronChanged } from '../base/desk-door.ts'
import { dayOf, useFormats } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { useMembershipTypes } from '../base/library-settings.ts'
import { Failed, Loading } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { baseTexts } from '../base/texts.ts'
import css from './patrons.module.css'
import { patronTexts } from './texts/index.ts'

const refreshed = [readPatron, readPatronHead, readAccount]

const Renew = ({ patron, close }: { patron: Patron; close: () => void }): ReactNode => {
  const t = useTexts(patronTexts)
  const b = useTexts(baseTexts)
  const f = useFormats()
  const types = useMembershipTypes()
  const renew = useDo(renewMembership, refreshed)
  const [membership_type, setType] = useState(patron.membership_type)
  if (types === undefined) return <Loading />
  const fee = types.find(one => one.type === membership_type)?.fee_cents ?? 0
  const { patron_id } = patron
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    renew.mutate(
      { params: { patron_id }, body: { command_id: newCommandId(), membership_type } },
      {
        onSuccess: changed => {
          const text = t.membership.renewed(
            changed.member_until === null ? '' : f.dayYear(changed.member_until),
          )
          tellPatronChanged(patron_id)
          tell(text)
          close()
        },
      },
    )
  }
  const words = types.some(one => one.type === membership_type)
    ? types
    : [{ type: membership_type, name: patron.membership_name }, ...types]
  return (
    <form className={css['block']} onSubmit={submit}>
      {renew.error !== null && <Failed error={renew.error} />}
      <NativeSelect
        label={t.membership.type}
        value={membership_type}
        data={words.map(one => ({ value: one.type, label: one.name }))}
        onChange={event => setType(event.currentTarget.value)}
      />
      <div className="k-line k-line-end">
        <Button onClick={close}>{b.cancel}</Button>
        <Button type="submit" variant="filled" loading={renew.isPending}>
          {t.membership.do(fee === 0 ? t.membership.free : f.money(fee))}
        </Button>
      </div>
    </form>
  )
}

export const Membership = ({ patron, own }: { patron: Patron; own: boolean }): ReactNode => {
  const t = useTexts(patronTexts)
  const f = useFormats()
  const [renews, setRenews] = useState(false)
  const { member_since, member_until } = patron
  const over = member_until !== null && member_until < dayOf()
  const facts = [
    patron.membership_name,
    member_since === null ? null : t.memberSince(f.dayYear(member_since)),
    member_until === null ? t.memberForever : t.membership.until(f.dayYear(member_until)),
    over ? t.ended : null,
  ].filter(fact => fact !== null)
  return (
    <Spine panel state={over ? 'ask' : undefined} className={css['block']}>
      <div className="k-line k-line-between">
        <h2 className="k-text-md k-strong">{t.data.membership}</h2>
        {own && !renews && (
          <Allowed op={renewMembership}>
            <Button size="compact-sm" onClick={() => setRenews(true)}>
              {t.membership.change}
            </Button>
          </Allowed>
        )}
      </div>
      <p>{facts.join(' · ')}</p>
      {renews && <Renew patron={patron} close={() => setRenews(false)} />}
    </Spine>
  )
}
