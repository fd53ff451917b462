import { addCharge, readAccount } from '@kaft/contract/finance'
import { readPatron, readPatronHead } from '@kaft/contract/patrons'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { accountTexts } from '../base/account-texts.ts'
import { newCommandId } from '../base/command-id.ts'
import { tellPatronChanged } from '../base/desk-door.ts'
import { useFocusOnOpen } from '../base/form.tsx'
import { useFormats } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { parseMoney } from '../base/money.model.ts'
import { Failed } from '../base/states.tsx'
import { baseTexts } from '../base/texts.ts'
import css from './finance.module.css'
import { offerTakingBack } from './take-back.ts'
import { tillTexts } from './texts/index.ts'

const kinds = [
  'other',
  'replacement',
  'card',
  'lending_fee',
  'hold',
  'fine',
  'membership',
  'deposit',
] as const
type Kind = (typeof kinds)[number]

/** Charges something by hand: copies, a bag, a lost case. */
export const AddCharge = ({ patron_id, close }: { patron_id: string; close: () => void }): ReactNode => {
  const t = useTexts(tillTexts)
  const a = useTexts(accountTexts)
  const b = useTexts(baseTexts)
  const f = useFormats()
  const add = useDo(addCharge, [readAccount, readPatron, readPatronHead])
  const [charge_kind, setKind] = useState<Kind>('other')
  const [amount, setAmount] = useState('')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const field = useFocusOnOpen<HTMLInputElement>()
  const cents = parseMoney(amount)
  const wrong = cents === null || cents < 1
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (cents === null || wrong) return field.current?.focus()
    if (reason.trim() === '') return
    const body = { command_id: newCommandId(), charge_kind, amount_cents: cents, reason: reason.trim() }
    add.mutate(
      { params: { patron_id }, body },
      {
        onSuccess: ({ entry_id }) => {
          tellPatronChanged(patron_id)
          const amount = f.money(cents)
          offerTakingBack({ entry_id, patron_id, did: t.added(amount), undone: t.addedBack(amount) })
          close()
        },
      },
    )
  }
  return (
    <Spine panel>
      <form className="k-stack" onSubmit={submit} noValidate>
        <h2 className="k-text-md k-strong">{t.addTitle}</h2>
        {add.error !== null && <Failed error={add.error} />}
        <div className={css['form']}>
          <TextInput
            ref={field}
            label={t.amount}
            value={amount}
            inputMode="decimal"
            autoComplete="off"
            error={tried && wrong ? b.moneyUnreadable : undefined}
            onChange={event => setAmount(event.currentTarget.value)}
          />
          <NativeSelect
            label={t.kind}
            value={charge_kind}
            data={kinds.map(kind => ({ value: kind, label: a.kinds[kind] }))}
            onChange={event => setKind(event.currentTarget.value as Kind)}
          />
          <TextInput
            label={t.reason}
            description={t.reasonHint}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={reason}
            maxLength={200}
            autoComplete="off"
            error={tried && reason.trim() === '' ? b.needed : undefined}
            onChange={event => setReason(event.currentTarget.value)}
          />
        </div>
        <div className="k-line k-line-end">
          <Button onClick={close}>{b.cancel}</Button>
          <Button type="submit" variant="filled" loading={add.isPending}>
            {t.addDo}
          </Button>
        </div>
      </form>
    </Spine>
  )
}
