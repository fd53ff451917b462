import { applyCredit, payOutCredit, readAccount } from '@kaft/contract/finance'
import { readPatron, readPatronHead } from '@kaft/contract/patrons'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Allowed } from '../base/allowed.tsx'
import { newCommandId } from '../base/command-id.ts'
import { tellPatronChanged } from '../base/desk-door.ts'
import { useFormats } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { playSound } from '../base/sound.ts'
import { Failed } from '../base/states.tsx'
import { type PaidOut, PayOutForm } from './pay-out.tsx'
import { offerTakingBack } from './take-back.ts'
import { tillTexts } from './texts/index.ts'

/** What the patron paid for something that fell away: it settles what is open, and else it can be paid out. */
export const Credit = ({
  patron_id,
  credit_cents,
  settles,
  paidOut,
}: {
  patron_id: string
  credit_cents: number
  /** Whether anything is open that it could settle. */
  settles: boolean
  paidOut: (paid: PaidOut) => void
}): ReactNode => {
  const t = useTexts(tillTexts)
  const f = useFormats()
  const [paying, setPaying] = useState(false)
  const apply = useDo(applyCredit, [readAccount, readPatron, readPatronHead])
  const run = (): void =>
    apply.mutate(
      { params: { patron_id }, body: { command_id: newCommandId() } },
      {
        onSuccess: ({ entry_id, credit_cents: left }) => {
          playSound('ok')
          tellPatronChanged(patron_id)
          offerTakingBack({
            entry_id,
            patron_id,
            did: t.creditApplied(f.money(credit_cents - left)),
            undone: t.creditBack,
          })
        },
      },
    )
  return (
    <Spine panel state="ok" className="k-stack">
      {apply.error !== null && <Failed error={apply.error} />}
      <div className="k-line k-line-between">
        <StateWord state="ok">{t.credit(f.money(credit_cents))}</StateWord>
        {settles && (
          <Allowed op={applyCredit}>
            <Button loading={apply.isPending} onClick={run}>
              {t.applyCredit}
            </Button>
          </Allowed>
        )}
        {!settles && !paying && (
          <Allowed op={payOutCredit}>
            <Button onClick={() => setPaying(true)}>{t.payOut}</Button>
          </Allowed>
        )}
      </div>
      {!settles && paying && (
        <PayOutForm
          patron_id={patron_id}
          credit_cents={credit_cents}
          close={() => setPaying(false)}
          done={paidOut}
        />
      )}
    </Spine>
  )
}
