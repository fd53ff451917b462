import { StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { useTexts } from '../base/language.ts'
import { sendReceipt } from '../base/receipt-mail.ts'
import { receiptTexts } from '../base/receipt-texts.ts'
import { printReceipt } from '../base/receipt.tsx'
import { Failed } from '../base/states.tsx'
import css from './desk.module.css'
import type { Closed } from './desk.state.ts'
import { deskTexts } from './texts/index.ts'

export type ReceiptPolicy = 'always' | 'mail' | 'ask' | 'never'
/** The visit whose receipt went out by itself, so that one render more prints no paper more. */
const gone = { turn: 0 }
type Way = 'print' | 'mail'

const Ask = ({ take, decline }: { take: (by: Way) => void; decline: () => void }): ReactNode => {
  const t = useTexts(deskTexts)
  const r = useTexts(receiptTexts)
  return (
    <span className="k-line">
      <span>{t.receiptAsk}</span>
      <Button size="compact-md" onClick={() => take('print')}>
        {t.printReceipt} <kbd className={css['key']}>F10</kbd>
      </Button>
      <Button size="compact-md" onClick={() => take('mail')}>
        {r.mail} <kbd className={css['key']}>Alt M</kbd>
      </Button>
      <Button size="compact-md" variant="subtle" onClick={decline}>
        {t.noReceipt}
      </Button>
    </span>
  )
}

/**
 * After a visit: the receipt by the policy of the workstation. Asks in the screen and is gone at the next scan. Where it cannot be mailed
 * the reason stands here, with the printer beside it.
 */
export const ClosedNotice = ({ closed, policy }: { closed: Closed; policy: ReceiptPolicy }): ReactNode => {
  const t = useTexts(deskTexts)
  const [declined, setDeclined] = useState(false)
  const { mutate, error, isIdle, variables } = useMutation({
    mutationFn: ({ visit, by }: { visit: Closed; by: Way }) =>
      by === 'mail'
        ? sendReceipt(visit.patron_id, visit.opened_at)
        : printReceipt(visit.patron_id, visit.opened_at),
  })
  const something = closed.lent + closed.returned > 0
  const take = (by: Way): void => mutate({ visit: closed, by })
  useEffect(() => {
    if ((policy !== 'always' && policy !== 'mail') || !something || gone.turn === closed.turn) return
    gone.turn = closed.turn
    mutate({ visit: closed, by: policy === 'mail' ? 'mail' : 'print' })
  }, [policy, something, closed, mutate])
  if (declined || !something) return null
  const notMailed = error !== null && variables?.by === 'mail'
  return (
    <div className={css['closed']} role="status">
      <StateWord state="ok">{t.closedTold(closed.lent, closed.returned)}</StateWord>
      {policy === 'ask' && isIdle && <Ask take={take} decline={() => setDeclined(true)} />}
      {error !== null && <Failed error={error} {...(notMailed ? {} : { again: () => take('print') })} />}
      {notMailed && (
        <Button size="compact-md" onClick={() => take('print')}>
          {t.printReceipt} <kbd className={css['key']}>F10</kbd>
        </Button>
      )}
    </div>
  )
}
