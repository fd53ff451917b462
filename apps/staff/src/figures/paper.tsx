import { printNow } from '../base/print.tsx'
import css from './figures.module.css'

/** The table on paper, with what it means and what it hides. */
export const printFigures = ({
  title,
  heads,
  lines,
  notes,
}: {
  readonly title: string
  readonly heads: readonly string[]
  readonly lines: readonly (readonly string[])[]
  readonly notes: readonly string[]
}): void =>
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
            {lines.map(([month = '', ...cells]) => (
              <tr key={month}>
                <th scope="row">{month}</th>
                {cells.map((text, no) => (
                  <td key={heads[no + 1]}>{text}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {notes.map(note => (
          <p key={note}>{note}</p>
        ))}
      </article>
    ),
  })
