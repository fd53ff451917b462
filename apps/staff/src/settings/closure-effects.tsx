import type { ClosurePlan, ClosurePreview } from '@kaft/contract/closures'
import { StateWord } from '@kaft/ui/spine.tsx'
import type { ReactNode } from 'react'
import { useFocusOnOpen } from '../base/form.tsx'
import { useFormats } from '../base/format.ts'
import { useTexts } from '../base/language.ts'
import { useSession } from '../base/session.ts'
import { Heads, TableBox } from '../base/table-box.tsx'
import { closureTexts } from './texts/closures.ts'

/** What a closure would do: a sentence each, and the dates that move in a table. */
export const ClosureEffects = ({
  plan,
  preview,
}: {
  plan: ClosurePlan
  preview: ClosurePreview
}): ReactNode => {
  const t = useTexts(closureTexts)
  const f = useFormats()
  const { branches } = useSession()
  const heading = useFocusOnOpen<HTMLHeadingElement>()
  const { loans, holds, fines, messages, transits } = preview
  const open = plan.type === 'boetevrij'
  const nameOf = (id: string): string => branches.find(one => one.branch_id === id)?.name ?? id
  const rows = [
    ...loans.by_day.map(row => ({ ...row, what: t.loan })),
    ...(open ? [] : holds.by_day.map(row => ({ ...row, what: t.hold }))),
  ]
  return (
    <div className="k-stack">
      <h3 ref={heading} tabIndex={-1} className="k-strong">
        {t.preview}: {t.period(f.dayLong(plan.from_on), f.dayLong(plan.until_on))} ·{' '}
        {t.days(f.count(preview.days))}
      </h3>
      <ul className="k-bare k-stack">
        <li>
          <StateWord state="move">{t.loans(f.count(loans.moving), f.count(loans.staying))}</StateWord>
        </li>
        {!open && (
          <li>
            <StateWord state="hold">{t.holds(f.count(holds.moving), f.count(holds.staying))}</StateWord>
          </li>
        )}
        <li>
          <StateWord state="ask">
            {fines.late === 0
              ? t.noFines
              : t.fines(f.count(fines.late), f.money(fines.before_cents), f.money(fines.after_cents))}
          </StateWord>
        </li>
        <li>
          <StateWord state="move">
            {t.messages(f.count(messages.predue), f.count(messages.reminders), f.count(messages.invoices))}
          </StateWord>
        </li>
        <li>
          <StateWord state="move">
            {t.transits(f.count(transits.coming), f.count(transits.leaving))}
          </StateWord>
        </li>
      </ul>
      {rows.length > 0 && (
        <TableBox label={t.preview}>
          <Heads names={t.heads} />
          <tbody>
            {rows.map(row => (
              <tr key={`${row.what} ${row.branch_id} ${row.from}`}>
                <td>
                  {row.what} · {nameOf(row.branch_id)}
                </td>
                <td>{f.dayShort(row.from)}</td>
                <td className="k-strong">{f.dayShort(row.to)}</td>
                <td className="k-number">{f.count(row.count)}</td>
              </tr>
            ))}
          </tbody>
        </TableBox>
      )}
    </div>
  )
}
