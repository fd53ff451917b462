import type { Reach } from '@kaft/contract/campaigns'
import type { ReactNode } from 'react'
import { useTexts } from '../base/language.ts'
import { Heads, TableBox } from '../base/table-box.tsx'
import { newsTexts } from './texts/index.ts'

/** How many get it; and, by reason, how many do not. */
export const ReachShown = ({ reach }: { reach: Reach }): ReactNode => {
  const t = useTexts(newsTexts).reach
  const left = reach.left_out.filter(row => row.people > 0)
  return (
    <div className="k-stack">
      <h3 className="k-text-sm k-strong">{t.title}</h3>
      <p className="k-text-lg k-strong" role="status">
        {t.people(reach.people)}
      </p>
      {left.length === 0 ? (
        <p className="k-quiet">{t.none}</p>
      ) : (
        <TableBox label={t.leftOut}>
          <Heads names={[t.why, t.count]} />
          <tbody>
            {left.map(row => (
              <tr key={row.why}>
                <td>{row.why === 'minor' ? t.reasons.minor(reach.least_age) : t.reasons[row.why]}</td>
                <td className="k-number">{row.people}</td>
              </tr>
            ))}
          </tbody>
        </TableBox>
      )}
    </div>
  )
}
