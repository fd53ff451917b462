import { printNow } from '../base/print.tsx'
import css from './retention.module.css'

/** A table on paper, with what stands above it. */
export const printTable = (
  title: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  above: readonly string[] = [],
): void =>
  printNow({
    paper: 'page',
    title,
    body: (
      <article>
        <h1>{title}</h1>
        {above.map(line => (
          <p key={line}>{line}</p>
        ))}
        <table className={css['paper']}>
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
                {row.map((text, i) => (
                  <td key={heads[i]}>{text}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </article>
    ),
  })
