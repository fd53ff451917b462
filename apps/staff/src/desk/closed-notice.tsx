import { StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import { useTexts } from '../base/language.ts'
import { Failed } from '../base/states.tsx'
import css from './desk.module.css'
import type { Closed } from './desk.state.ts'
import { printReceipt } from './receipts.tsx'
import { deskTexts } from './texts/index.ts'

export type ReceiptPolicy = 'always' | 'ask' | 'never'
const printed = { turn: 0 }

/** After a visit: the receipt by the policy of the workstation. Asks in the screen and is gone at the next scan. */
export const ClosedNotice = ({ closed, policy }: { closed: Closed; policy: ReceiptPolicy }): ReactNode => {
  const t = useTexts(deskTexts)
  const [error, setError] = useState<unknown>(null)
  const [gone, setGone] = useState(false)
  const something = closed.lent + closed.returned > 0
  const print = (): void => {
    setGone(true)
    printReceipt(closed.patron_id, closed.opened_at).catch(problem => {
      setGone(false)
      setError(problem)
    })
  }
  useEffect(() => {
    if (policy !== 'always' || !something || printed.turn === closed.turn) return
    printed.turn = closed.turn
    print()
  })
  if (gone || !something) return null
  return (
    <div className={css['closed']} role="status">
      <StateWord state="ok">{t.closedTold(closed.lent, closed.returned)}</StateWord>
      {policy === 'ask' && (
        <span className="k-line">
          <span>{t.receiptAsk}</span>
          <Button size="compact-md" onClick={print}>
            {t.printReceipt} <kbd className={css['key']}>F10</kbd>
          </Button>
          <Button size="compact-md" variant="subtle" onClick={() => setGone(true)}>
            {t.noReceipt}
          </Button>
        </span>
      )}
      {error !== null && <Failed error={error} again={print} />}
    </div>
  )
}
