import type { Figure, FigureKind, FigurePart, HiddenBecause } from '@kaft/contract/figures'
import type { ReactNode } from 'react'
import { useFormats } from '../base/format.ts'
import { useTexts } from '../base/language.ts'
import { TableBox } from '../base/table-box.tsx'
import css from './figures.module.css'
import { addsUp, type Cell, cellOf } from './figures.model.ts'
import { figureTexts } from './texts.ts'

export interface Group {
  readonly name: string
  readonly rows: readonly Figure[]
  readonly parts: readonly FigurePart[]
}

const edge = (no: number): string => (no === 0 ? `k-number ${css['edge'] ?? ''}` : 'k-number')

/** A number, or that it is hidden with the number of the reason below. */
const Value = ({ cell, reasons }: { cell: Cell; reasons: readonly HiddenBecause[] }): ReactNode => {
  const t = useTexts(figureTexts)
  const f = useFormats()
  if (cell === null) return '–'
  if ('n' in cell) return f.count(cell.n)
  return (
    <span className="k-quiet">
      {t.hiddenWord}
      <sup>{reasons.indexOf(cell.hidden) + 1}</sup>
    </span>
  )
}

/** The row under the table: what the own library counted in all, where that means something. */
const Sum = ({
  own,
  kind,
  more,
  months,
}: {
  own: Group
  kind: FigureKind
  more: number
  months: readonly string[]
}): ReactNode => {
  const t = useTexts(figureTexts)
  const f = useFormats()
  if (!addsUp(kind) || months.length < 2) return null
  const sumOf = (part: FigurePart): number =>
    own.rows.reduce((all, row) => (row.kind === kind && row.part === part ? all + (row.n ?? 0) : all), 0)
  return (
    <tfoot>
      <tr>
        <th scope="row">{t.sum}</th>
        {own.parts.map((part, no) => (
          <td key={part} className={edge(no)}>
            {f.count(sumOf(part))}
          </td>
        ))}
        {more > 0 && <td colSpan={more} className={css['edge']} />}
      </tr>
    </tfoot>
  )
}

/** Months below one another, newest first; own, region and Flanders beside one another. */
export const FigureTable = ({
  groups,
  kind,
  months,
  running,
  reasons,
}: {
  groups: readonly Group[]
  kind: FigureKind
  months: readonly string[]
  running: string
  reasons: readonly HiddenBecause[]
}): ReactNode => {
  const t = useTexts(figureTexts)
  const f = useFormats()
  const [own] = groups
  return (
    <TableBox label={t.kinds[kind]}>
      <thead>
        <tr>
          <th scope="col" rowSpan={2} className={css['month']}>
            {t.month}
          </th>
          {groups.map(group => (
            <th key={group.name} scope="colgroup" colSpan={group.parts.length} className={css['group']}>
              {group.name}
            </th>
          ))}
        </tr>
        <tr>
          {groups.flatMap(group =>
            group.parts.map((part, no) => (
              <th key={`${group.name} ${part}`} scope="col" className={edge(no)}>
                {t.parts[part]}
              </th>
            )),
          )}
        </tr>
      </thead>
      <tbody>
        {months.map(month => (
          <tr key={month}>
            <th scope="row">
              {f.dayYear(month)}
              {month === running && <span className="k-quiet"> ({t.running})</span>}
            </th>
            {groups.flatMap(group =>
              group.parts.map((part, no) => (
                <td key={`${group.name} ${part}`} className={edge(no)}>
                  <Value cell={cellOf(group.rows, { month, kind, part })} reasons={reasons} />
                </td>
              )),
            )}
          </tr>
        ))}
      </tbody>
      {own && (
        <Sum
          own={own}
          kind={kind}
          months={months}
          more={groups.slice(1).reduce((n, g) => n + g.parts.length, 0)}
        />
      )}
    </TableBox>
  )
}
