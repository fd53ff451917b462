import { receipt } from '@kaft/contract/circulation'
import type { OkOf } from '@kaft/contract/operation'
import type { ReactNode } from 'react'
import { call } from '../base/api.ts'
import { dayOf } from '../base/format.ts'
import { inLanguage } from '../base/in-language.ts'
import { printNow } from '../base/print.tsx'
import { speechNow } from './effects.ts'
import type { Speech } from './row-text.ts'

type Receipt = OkOf<typeof receipt>

/** 80 mm: titles by due date, amounts, hours; the card's last digits and no name. */
const ReceiptPaper = ({ paper, speech }: { paper: Receipt; speech: Speech }): ReactNode => {
  const { t, f } = speech
  const lent = paper.lent.toSorted((a, b) => a.due_on.localeCompare(b.due_on))
  return (
    <div lang={speech.lang}>
      <h1>{paper.library}</h1>
      <p>{paper.branch}</p>
      <p>
        {f.dayLong(dayOf(paper.at))}, {f.time(paper.at)}
        <br />
        {t.receipt.card(paper.card_tail)}
      </p>
      {lent.length > 0 && <h2>{t.receipt.lent}</h2>}
      {lent.map((line, index) => (
        <p key={`${index} ${line.title}`}>
          <span {...inLanguage(line.language)}>{line.title}</span>
          <br />
          <span className="k-print-due">{t.receipt.due(f.due(line))}</span>
        </p>
      ))}
      {paper.returned.length > 0 && <h2>{t.receipt.returned}</h2>}
      {paper.returned.map((line, index) => (
        <p key={`${index} ${line.title}`} className="k-print-line">
          <span {...inLanguage(line.language)}>{line.title}</span>
          {line.fine_cents !== 0 && <span>{f.money(line.fine_cents)}</span>}
        </p>
      ))}
      {paper.paid_cents !== 0 && (
        <p className="k-print-line">
          <span>{t.receipt.paid}</span>
          <span>{f.money(paper.paid_cents)}</span>
        </p>
      )}
      {paper.rounding_cents !== 0 && (
        <p className="k-print-line">
          <span>{t.receipt.rounding}</span>
          <span>{f.money(paper.rounding_cents)}</span>
        </p>
      )}
      {paper.balance_cents !== 0 && (
        <p className="k-print-line">
          <span>{t.receipt.open}</span>
          <span>{f.money(paper.balance_cents)}</span>
        </p>
      )}
      {paper.hours.length > 0 && <h2>{t.receipt.hours}</h2>}
      {paper.hours.map(line => (
        <p key={line}>{line}</p>
      ))}
      <hr className="k-print-rule" />
      <p>{t.receipt.renew}</p>
      <p>{t.receipt.privacy}</p>
    </div>
  )
}

/** Prints the receipt of a visit. Reading it takes a moment, in which the next scan simply goes on. */
export const printReceipt = async (patron_id: string, since: string): Promise<void> => {
  const speech = speechNow()
  const paper = await call(receipt, { params: { patron_id }, query: { since } })
  printNow({
    paper: 'receipt',
    title: speech.t.receipt.title,
    body: <ReceiptPaper paper={paper} speech={speech} />,
  })
}
