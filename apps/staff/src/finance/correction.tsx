import { readAccount, reversePayment } from '@kaft/contract/finance'
import { readPatron, readPatronHead } from '@kaft/contract/patrons'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { PastRow } from '../base/account.model.ts'
import { newCommandId } from '../base/command-id.ts'
import { tellPatronChanged } from '../base/desk-door.ts'
import { dayOf, useFormats } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { playSound } from '../base/sound.ts'
import { tell } from '../base/tell.ts'
import { correctionOf } from './pay.model.ts'
import { ReasonForm } from './reason-form.tsx'
import { tillTexts } from './texts/index.ts'

/** A payment that is about to be booked back. */
export interface ToCorrect {
  readonly payment_id: string
  readonly amount_cents: number
  readonly on_day: string
  /** Money that went out, such as a deposit, in place of money that came in. */
  readonly out: boolean
}

/** "Herstel" on the same day, "Storno" later; only on payments that still stand, and for who may. */
export const CorrectionButton = ({
  row,
  ask,
}: {
  row: PastRow
  ask: (what: ToCorrect) => void
}): ReactNode => {
  const t = useTexts(tillTexts)
  const { payment_id, on_day } = row
  if (payment_id === null) return null
  const asked = { payment_id, on_day, amount_cents: Math.abs(row.amount_cents), out: row.what === 'payout' }
  return (
    <Button size="compact-sm" onClick={() => ask(asked)}>
      {t.correct[correctionOf(on_day, dayOf())]}
    </Button>
  )
}

/** Books a payment back; it and its counter-entry both stay visible. */
export const Correction = ({
  what,
  patron_id,
  close,
}: {
  what: ToCorrect
  patron_id: string
  close: () => void
}): ReactNode => {
  const t = useTexts(tillTexts)
  const f = useFormats()
  const reverse = useDo(reversePayment, [readAccount, readPatron, readPatronHead])
  const amount = f.money(what.amount_cents)
  return (
    <Spine panel state="ask" className="k-stack">
      <h3 className="k-strong">{t.correctTitle[correctionOf(what.on_day, dayOf())]}</h3>
      <ReasonForm
        key={what.payment_id}
        action={t.correctDo(amount)}
        busy={reverse.isPending}
        error={reverse.error}
        close={close}
        run={reason =>
          reverse.mutate(
            { params: { payment_id: what.payment_id }, body: { command_id: newCommandId(), reason } },
            {
              onSuccess: () => {
                playSound('ok')
                tellPatronChanged(patron_id)
                tell(what.out ? t.payoutCorrected(amount) : t.corrected(amount))
                close()
              },
            },
          )
        }
      />
    </Spine>
  )
}
