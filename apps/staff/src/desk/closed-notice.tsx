import { StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { useTexts } from '../base/language.ts'
import { printReceipt } from '../base/receipt.tsx'
import { Failed } from '../base/states.tsx'
import css from './desk.module.css'
import type { Closed } from './desk.state.ts'
import { deskTexts } from './texts/index.ts'

export type ReceiptPolicy = 'always' | 'ask' | 'never'
/** The visit whose receipt went out by itself, so that one render more prints no paper more. */
const printed = { turn: 0 }

/** After a visit: the receipt by the policy of the workstation. Asks in the screen and is gone at the next scan. */
export const ClosedNotice = ({ closed, policy }: { closed: Closed; policy: ReceiptPolicy }): ReactNode => {
  const t = useTexts(deskTexts)
  const [declined, setDeclined] = useState(false)
  const { mutate, error, isIdle } = useMutation({
    mutationFn: (visit: Closed) => printReceipt(visit.patron_id, visit.opened_at),
  })
  const something = closed.lent + closed.returned > 0
  useEffect(() => {
    if (policy !== 'always' || !something || printed.turn === closed.turn) return
    printed.turn = closed.turn
    mutate(closed)
  }, [policy, something, closed, mutate])
  if (declined || !something) return null
  return (
    <div className={css['closed']} role="status">
      <StateWord state="ok">{t.closedTold(closed.lent, closed.returned)}</StateWord>
      {policy === 'ask' && isIdle && (
        <span className="k-line">
          <span>{t.receiptAsk}</span>
          <Button size="compact-md" onClick={() => mutate(closed)}>
            {t.printReceipt} <kbd className={css['key']}>F10</kbd>
          </Button>
          <Button size="compact-md" variant="subtle" onClick={() => setDeclined(true)}>
            {t.noReceipt}
          </Button>
        </span>
      )}
      {error !== null && <Failed error={error} again={() => mutate(closed)} />}
    </div>
  )
}
