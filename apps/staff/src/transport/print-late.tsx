import { inLanguage } from '../base/in-language.ts'
import { language, textsNow } from '../base/language.ts'
import { asOfNow } from '../base/as-of.ts'
import { printNow } from '../base/print.tsx'
import { transportTexts } from './texts.ts'
import type { Transit } from './transit-rows.tsx'

/** What is late, on paper, to look for along shelves and crates. */
export const printLate = (lines: readonly Transit[], branch: string): void => {
  const t = textsNow(transportTexts)
  printNow({
    paper: 'page',
    title: t.title(branch),
    body: (
      <article lang={language.get()}>
        <h1>{t.title(branch)}</h1>
        <p>{asOfNow()}</p>
        <table className="k-print-table">
          <thead>
            <tr>
              {t.heads.map(head => (
                <th key={head}>{head}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(line => (
              <tr key={line.item_id}>
                <td {...inLanguage(line.language)}>{line.title}</td>
                <td>{line.barcode}</td>
                <td>{[line.shelf, line.call_number].filter(Boolean).join(' · ')}</td>
                <td>{t.route(line.from_branch, line.to_branch)}</td>
                <td>{line.days}</td>
                <td>☐</td>
              </tr>
            ))}
          </tbody>
        </table>
      </article>
    ),
  })
}
