import { printNow } from '../base/print.tsx'
import { saveCsv } from '../base/csv.ts'
import css from './day-lists.module.css'

/** A list on paper. */
export const printList = (
  title: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  /** Purpose and last day of a list that names people. */
  footer?: string,
): void =>
  printNow({
    paper: 'page',
    title,
    body: (
      <article>
        <h1>{title}</h1>
        <table className={css['paper']}>
          <thead>
            <tr>
              {heads.map(head => (
                <th key={head}>{head}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(row => (
              <tr key={row.join(' ')}>
                {row.map((text, i) => (
                  <td key={heads[i]}>{text}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {footer !== undefined && <p>{footer}</p>}
      </article>
    ),
  })

/** The same as a spreadsheet. */
export const csvList = (name: string, heads: readonly string[], rows: readonly (readonly string[])[]): void =>
  saveCsv(`${name}.csv`, [heads, ...rows])
