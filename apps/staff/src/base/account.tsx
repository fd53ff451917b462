import type { Entry } from '@kaft/contract/finance'
import type { ReactNode } from 'react'
import { accountTexts, type AccountTexts } from './account-texts.ts'
import { type PastRow, pastRows } from './account.model.ts'
import { useFormats } from './format.ts'
import { useTexts } from './language.ts'
import { Heads, TableBox } from './table-box.tsx'

/** What a charge is called: "Telaatgeld · Max Havelaar"; of another cost its reason says all. */
export const chargeName = (
  line: Pick<Entry, 'charge_kind' | 'item_title' | 'reason'>,
  t: AccountTexts,
): string => {
  const about = line.item_title ?? line.reason
  if (line.charge_kind === 'other' && about !== null) return about
  const kind = t.kinds[line.charge_kind ?? 'other']
  if (about === null) return kind
  return about.toLowerCase().includes(kind.toLowerCase()) ? about : `${kind} · ${about}`
}

const whatOf = (row: PastRow, t: AccountTexts): string => {
  const names = [
    ...new Set(
      row.lines.map(line => chargeName(row.what === 'charge' ? line : { ...line, reason: null }, t)),
    ),
  ]
  if (row.of_credit) return `${t.what[row.what]}: ${t.what.credit.toLowerCase()}`
  return row.what === 'charge' ? names.join(', ') : `${t.what[row.what]}: ${names.join(', ')}`
}

const PastLine = ({
  row,
  actions,
}: {
  row: PastRow
  actions?: ((row: PastRow) => ReactNode) | undefined
}) => {
  const t = useTexts(accountTexts)
  const f = useFormats()
  const how = [
    row.method === null ? null : t.methods[row.method],
    row.rounding_cents === 0 ? null : t.rounding(f.money(row.rounding_cents)),
    row.what === 'charge' || row.reason === null ? null : (t.reasons[row.reason] ?? row.reason),
    row.reversed ? t.backAlready : null,
  ].filter(part => part !== null)
  return (
    <tr>
      <td>{f.dayShort(row.on_day)}</td>
      <td>{whatOf(row, t)}</td>
      <td>{how.join(' · ')}</td>
      <td>{row.by}</td>
      <td className="k-number">{f.money(row.amount_cents)}</td>
      {actions !== undefined && <td>{actions(row)}</td>}
    </tr>
  )
}

/** What happened on an account, newest first: corrections stay visible beside what they correct. */
export const AccountPast = ({
  lines,
  actions,
}: {
  lines: readonly Entry[]
  actions?: (row: PastRow) => ReactNode
}): ReactNode => {
  const t = useTexts(accountTexts)
  return (
    <TableBox label={t.past}>
      <Heads names={actions === undefined ? t.heads : [...t.heads, t.actions]} />
      <tbody>
        {pastRows(lines).map(row => (
          <PastLine key={row.key} row={row} actions={actions} />
        ))}
      </tbody>
    </TableBox>
  )
}
