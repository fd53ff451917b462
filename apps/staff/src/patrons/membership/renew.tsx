import { readAccount } from '@kaft/contract/finance'
import { explainMembership, type MembershipAdvice } from '@kaft/contract/memberships'
import { type Patron, readPatron, readPatronHead, renewMembership } from '@kaft/contract/patrons'
import { Button, NativeSelect } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../../base/command-id.ts'
import { tellPatronChanged } from '../../base/desk-door.ts'
import { useFocusOnOpen } from '../../base/form.tsx'
import { useFormats } from '../../base/format.ts'
import { useDo } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Failed } from '../../base/states.tsx'
import { tell } from '../../base/tell.ts'
import { baseTexts } from '../../base/texts.ts'
import css from '../patrons.module.css'
import { patronTexts } from '../texts/index.ts'
import { offeredFirst } from './renewal.model.ts'
import { membershipTexts } from './texts.ts'
import { useFeeText } from './why-type.tsx'

/** Renews or changes the membership; each kind says what it costs now, and why. */
export const Renew = ({
  patron,
  advice,
  close,
}: {
  patron: Patron
  advice: MembershipAdvice
  close: () => void
}): ReactNode => {
  const t = useTexts(patronTexts)
  const m = useTexts(membershipTexts)
  const b = useTexts(baseTexts)
  const f = useFormats()
  const feeText = useFeeText()
  const field = useFocusOnOpen<HTMLSelectElement>()
  const renew = useDo(renewMembership, [readPatron, readPatronHead, readAccount, explainMembership])
  const [membership_type, setType] = useState(offeredFirst(advice) ?? patron.membership_type)
  const row = advice.rows.find(one => one.type === membership_type)
  const { patron_id } = patron
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    renew.mutate(
      { params: { patron_id }, body: { command_id: newCommandId(), membership_type } },
      {
        onSuccess: changed => {
          const { member_until } = changed
          tellPatronChanged(patron_id)
          tell(
            member_until === null
              ? t.membership.renewedForever
              : t.membership.renewed(f.dayYear(member_until)),
          )
          close()
        },
      },
    )
  }
  const known = advice.rows.map(one => ({
    value: one.type,
    label: one.fits ? one.name : `${one.name} (${m.fitsNot})`,
  }))
  const own = { value: patron.membership_type, label: patron.membership_name }
  return (
    <form className={css['block']} onSubmit={submit}>
      {renew.error !== null && <Failed error={renew.error} />}
      <NativeSelect
        ref={field}
        label={t.membership.type}
        value={membership_type}
        data={known.some(one => one.value === membership_type) ? known : [own, ...known]}
        description={row === undefined ? undefined : feeText(row)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        onChange={event => setType(event.currentTarget.value)}
      />
      <div className="k-line k-line-end">
        <Button onClick={close}>{b.cancel}</Button>
        <Button type="submit" variant="filled" loading={renew.isPending}>
          {t.membership.do(
            row === undefined || row.fee_cents === 0 ? t.membership.free : f.money(row.fee_cents),
          )}
        </Button>
      </div>
    </form>
  )
}
