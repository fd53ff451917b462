import { receipt } from '@kaft/contract/circulation'
import { mailReceipt } from '@kaft/contract/messaging'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { accountTexts } from '../base/account-texts.ts'
import { Allowed } from '../base/allowed.tsx'
import { useFocusOnOpen } from '../base/form.tsx'
import { useFormats } from '../base/format.ts'
import { useTexts } from '../base/language.ts'
import { sendReceiptOrTell } from '../base/receipt-mail.ts'
import { receiptTexts } from '../base/receipt-texts.ts'
import { printReceiptOrTell } from '../base/receipt.tsx'
import type { Received } from './pay.model.ts'
import { tillTexts } from './texts/index.ts'

/** After a payment: what came in, what goes back, what is left. */
export const PaidPanel = ({ received, patron_id }: { received: Received; patron_id: string }): ReactNode => {
  const t = useTexts(tillTexts)
  const r = useTexts(receiptTexts)
  const a = useTexts(accountTexts)
  const f = useFormats()
  // The button that was pressed is gone with what was paid: the hands are where the answer is.
  const panel = useFocusOnOpen<HTMLDivElement>()
  const { left_cents } = received
  return (
    <Spine ref={panel} tabIndex={-1} state="ok" soft panel className="k-stack" role="status">
      <div className="k-line k-line-between">
        <StateWord state="ok">{t.paid(f.money(received.paid_cents), a.methods[received.method])}</StateWord>
        <span className="k-line">
          <Allowed op={receipt}>
            <Button onClick={() => printReceiptOrTell(patron_id, received.at)}>{t.receipt}</Button>
          </Allowed>
          <Allowed op={mailReceipt}>
            <Button onClick={() => sendReceiptOrTell(patron_id, received.at)}>{r.mail}</Button>
          </Allowed>
        </span>
      </div>
      {received.change_cents > 0 && (
        <p className="k-text-2xl k-strong">{t.change(f.money(received.change_cents))}</p>
      )}
      <p>{left_cents <= 0 ? t.settled : t.left(f.money(left_cents))}</p>
    </Spine>
  )
}
