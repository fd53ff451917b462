import { readAccount, returnDeposit, reversePayment } from '@kaft/contract/finance'
import type { OkOf } from '@kaft/contract/operation'
import { readPatron, readPatronHead } from '@kaft/contract/patrons'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, Radio } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { accountTexts } from '../base/account-texts.ts'
import { Allowed } from '../base/allowed.tsx'
import { call } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { tellPatronChanged } from '../base/desk-door.ts'
import { formatsIn, useFormats } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { language, textsNow, useTexts } from '../base/language.ts'
import { playSound } from '../base/sound.ts'
import { Failed } from '../base/states.tsx'
import { useAllowed } from '../base/session.ts'
import { tell } from '../base/tell.ts'
import { baseTexts } from '../base/texts.ts'
import { offerWayBack } from '../base/undo.ts'
import type { Method } from './pay.model.ts'
import { tillTexts } from './texts/index.ts'

type Held = OkOf<typeof readAccount>['deposits'][number]
const methods: readonly Method[] = ['cash', 'card', 'loose_terminal']
const refreshes = [readAccount, readPatron, readPatronHead]

/** Given back by mistake: the money is booked in again, and the deposit stands as before. */
const takeBack = async (
  patron_id: string,
  { payment_id, paid_cents }: Pick<OkOf<typeof returnDeposit>, 'payment_id' | 'paid_cents'>,
): Promise<string> => {
  const { undone } = textsNow(tillTexts)
  await call(reversePayment, { params: { payment_id }, body: { command_id: newCommandId(), reason: undone } })
  tellPatronChanged(patron_id)
  return textsNow(tillTexts).depositTaken(formatsIn(language.get()).money(paid_cents))
}

const Return = ({
  deposit,
  patron_id,
  close,
}: {
  deposit: Held
  patron_id: string
  close: () => void
}): ReactNode => {
  const t = useTexts(tillTexts)
  const a = useTexts(accountTexts)
  const b = useTexts(baseTexts)
  const f = useFormats()
  const [method, setMethod] = useState<Method>('cash')
  const give = useDo(returnDeposit, refreshes)
  const reverses = useAllowed(reversePayment)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    give.mutate(
      { params: { entry_id: deposit.entry_id }, body: { command_id: newCommandId(), method } },
      {
        onSuccess: given => {
          playSound('ok')
          tellPatronChanged(patron_id)
          const said = t.depositGiven(f.money(given.paid_cents), a.methods[method])
          // Who may not book money back asks who may: the till has it under "Eerder".
          if (reverses) offerWayBack(said, refreshes, () => takeBack(patron_id, given))
          else tell(said)
          close()
        },
      },
    )
  }
  return (
    <form onSubmit={submit} className="k-stack">
      {give.error !== null && <Failed error={give.error} />}
      <Radio.Group label={t.method} value={method} onChange={setMethod}>
        <div className="k-line">
          {methods.map(one => (
            <Radio key={one} value={one} label={t.methods[one]} />
          ))}
        </div>
      </Radio.Group>
      <div className="k-line k-line-end">
        <Button onClick={close}>{b.cancel}</Button>
        <Button type="submit" variant="filled" loading={give.isPending}>
          {t.depositDo(f.money(deposit.held_cents))}
        </Button>
      </div>
    </form>
  )
}

/** A deposit that the library holds, and the way to give it back: out of the till, as what it is. */
export const Deposit = ({ deposit, patron_id }: { deposit: Held; patron_id: string }): ReactNode => {
  const t = useTexts(tillTexts)
  const f = useFormats()
  const [gives, setGives] = useState(false)
  return (
    <Spine panel className="k-stack">
      <div className="k-line k-line-between">
        <span>
          <span className="k-strong">{t.deposit(f.money(deposit.held_cents))}</span>{' '}
          <span className="k-quiet">{t.depositSince(f.dayYear(deposit.on_day))}</span>
        </span>
        {!deposit.own && <span className="k-quiet">{t.depositElsewhere}</span>}
        {deposit.own && !gives && (
          <Allowed op={returnDeposit}>
            <Button onClick={() => setGives(true)}>{t.giveDeposit}</Button>
          </Allowed>
        )}
      </div>
      {gives && <Return deposit={deposit} patron_id={patron_id} close={() => setGives(false)} />}
    </Spine>
  )
}
