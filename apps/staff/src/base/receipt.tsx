import { receipt } from '@kaft/contract/circulation'
import type { OkOf } from '@kaft/contract/operation'
import type { ReactNode } from 'react'
import { accountTexts } from './account-texts.ts'
import { chargeName } from './account.tsx'
import { call } from './api.ts'
import { dayOf, formatsIn } from './format.ts'
import { inLanguage } from './in-language.ts'
import { language, textsNow } from './language.ts'
import { printNow } from './print.tsx'
import { receiptTexts } from './receipt-texts.ts'
import { printing } from './slips.tsx'

type Receipt = OkOf<typeof receipt>

const Amount = ({ what, cents }: { what: string; cents: number }): ReactNode =>
  cents === 0 ? null : (
    <p className="k-print-line">
      <span>{what}</span>
      <span>{formatsIn(language.get()).money(cents)}</span>
    </p>
  )

const Objects = ({ paper }: { paper: Receipt }): ReactNode => {
  const t = textsNow(receiptTexts)
  const f = formatsIn(language.get())
  const lent = paper.lent.toSorted((a, b) => a.due_on.localeCompare(b.due_on))
  return (
    <>
      {lent.length > 0 && <h2>{t.lent}</h2>}
      {lent.map((line, index) => (
        <p key={`${index} ${line.title}`}>
          <span {...inLanguage(line.language)}>{line.title}</span>
          <br />
          <span className="k-print-due">{t.due(f.due(line))}</span>
        </p>
      ))}
      {paper.returned.length > 0 && <h2>{t.returned}</h2>}
      {paper.returned.map((line, index) => (
        <p key={`${index} ${line.title}`} className="k-print-line">
          <span {...inLanguage(line.language)}>{line.title}</span>
          {line.fine_cents !== 0 && <span>{f.money(line.fine_cents)}</span>}
        </p>
      ))}
    </>
  )
}

/** What was paid for, and with what; what left the till, and what stands on the account after it. */
const Money = ({ paper }: { paper: Receipt }): ReactNode => {
  const t = textsNow(receiptTexts)
  const a = textsNow(accountTexts)
  const { balance_cents, settled } = paper
  return (
    <>
      {settled.length > 0 && <h2>{t.settled}</h2>}
      {settled.map((line, index) => (
        <Amount key={`${index} ${line.item_title}`} what={chargeName(line, a)} cents={line.amount_cents} />
      ))}
      <Amount what={t.credit} cents={-paper.credit_used_cents} />
      <Amount what={t.rounding} cents={paper.rounding_cents} />
      <Amount what={t.paid} cents={paper.paid_cents} />
      <Amount what={t.paidOut} cents={paper.paid_out_cents} />
      <Amount what={balance_cents > 0 ? t.open : t.owed} cents={Math.abs(balance_cents)} />
    </>
  )
}

/** 80 mm: titles by due date, amounts, hours; the card's last digits and no name. */
const ReceiptPaper = ({ paper }: { paper: Receipt }): ReactNode => {
  const t = textsNow(receiptTexts)
  const f = formatsIn(language.get())
  return (
    <div lang={language.get()}>
      <h1>{paper.library}</h1>
      <p>{paper.branch}</p>
      <p>
        {f.dayLong(dayOf(paper.at))}, {f.time(paper.at)}
        {paper.card_tail !== '' && (
          <>
            <br />
            {t.card(paper.card_tail)}
          </>
        )}
      </p>
      <Objects paper={paper} />
      <Money paper={paper} />
      {paper.hours.length > 0 && <h2>{t.hours}</h2>}
      {paper.hours.map(line => (
        <p key={line}>{line}</p>
      ))}
      <hr className="k-print-rule" />
      {paper.lent.length > 0 && <p>{t.renew}</p>}
      <p>{t.privacy}</p>
    </div>
  )
}

/** Prints the receipt of what happened for a patron since a moment. Reading it takes a moment, in which the next scan simply goes on. */
export const printReceipt = async (patron_id: string, since: string): Promise<void> => {
  const paper = await call(receipt, { params: { patron_id }, query: { since } })
  printNow({
    paper: 'receipt',
    title: textsNow(receiptTexts).title,
    body: <ReceiptPaper paper={paper} />,
  })
}

/** The same where no place on the screen can say that it did not work: it is said in passing. */
export const printReceiptOrTell = (patron_id: string, since: string): void =>
  void printing(() => printReceipt(patron_id, since))
