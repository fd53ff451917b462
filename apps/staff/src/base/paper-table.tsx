import css from './paper-table.module.css'
import { printNow } from './print.tsx'

export interface PaperTable {
  readonly title: string
  readonly heads: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** Lines before and after the table. */
  readonly above?: readonly string[]
  readonly below?: readonly string[]
  /** A list to read, a register of many columns, or numbers behind the name of their row. */
  readonly look?: 'list' | 'register' | 'numbers'
}

const Lines = ({ of }: { of: readonly string[] }) => of.map(line => <p key={line}>{line}</p>)

/** A table on paper; a `#` before a head, which says that its column holds numbers, is not printed. */
export const printTable = ({ title, heads, rows, above = [], below = [], look = 'list' }: PaperTable): void =>
  printNow({
    paper: 'page',
    title,
    body: (
      <article>
        <h1>{title}</h1>
        <Lines of={above} />
        <table className={`${css['table']} ${css[look] ?? ''}`}>
          <thead>
            <tr>
              {heads.map(head => (
                <th key={head}>{head.replace(/^#/, '')}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(row => (
              <tr key={row.join('|')}>
                {row.map((text, no) =>
                  look === 'numbers' && no === 0 ? (
                    <th key={heads[no]} scope="row">
                      {text}
                    </th>
                  ) : (
                    <td key={heads[no]}>{text}</td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
        <Lines of={below} />
      </article>
    ),
  })
