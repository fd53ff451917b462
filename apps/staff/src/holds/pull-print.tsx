import type { ReactNode } from 'react'
import { inLanguage } from '../base/in-language.ts'
import { language, textsNow } from '../base/language.ts'
import { asOfNow } from '../base/as-of.ts'
import { printNow } from '../base/print.tsx'
import css from './holds.module.css'
import type { PullLine } from './pull.model.ts'
import { pullTexts } from './pull-texts.ts'

const PaperLine = ({ line }: { line: PullLine }): ReactNode => (
  <tr>
    <td>{line.shelf}</td>
    <td>{line.call_number}</td>
    <td>
      <span {...inLanguage(line.language)}>{line.title}</span>
      {line.author !== null && ` · ${line.author}`}
    </td>
    <td>{line.barcodes.slice(0, 3).join(' ')}</td>
    <td>{line.needed}</td>
    <td>{line.for_branch}</td>
    <td>☐</td>
  </tr>
)

/** The list on paper, in the order in which one walks, with a box to tick. */
export const printPullList = (lines: readonly PullLine[], branch: string): void => {
  const t = textsNow(pullTexts)
  printNow({
    paper: 'page',
    title: t.title(branch),
    body: (
      <article lang={language.get()}>
        <h1>{t.title(branch)}</h1>
        <p>{asOfNow()}</p>
        <table className={css['paper']}>
          <thead>
            <tr>
              {t.heads.map(head => (
                <th key={head}>{head}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(line => (
              <PaperLine key={line.title_id} line={line} />
            ))}
          </tbody>
        </table>
      </article>
    ),
  })
}
