import { formatsIn } from '../base/format.ts'
import { inLanguage } from '../base/in-language.ts'
import { language, textsNow } from '../base/language.ts'
import { asOfNow } from '../base/as-of.ts'
import { printNow } from '../base/print.tsx'
import css from './holds.module.css'
import { byCode, type ShelfLine } from './lines.model.ts'
import { nextWords } from './shelf-rows.tsx'
import { holdTexts } from './texts.ts'

/** The list on paper, by code, to walk along the hold shelf with. */
export const printShelf = (lines: readonly ShelfLine[], branch: string): void => {
  const t = textsNow(holdTexts)
  const f = formatsIn(language.get())
  printNow({
    paper: 'page',
    title: t.shelf.title(branch),
    body: (
      <article>
        <h1>{t.shelf.title(branch)}</h1>
        <p>{asOfNow()}</p>
        <table className={css['paper']}>
          <thead>
            <tr>
              {t.shelf.heads.map(head => (
                <th key={head}>{head}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {byCode(lines).map(line => (
              <tr key={line.hold_id}>
                <td>{line.hold_code}</td>
                <td {...inLanguage(line.language)}>{line.title}</td>
                <td>{line.barcode}</td>
                <td>{f.dayShort(line.ready_until)}</td>
                <td>{nextWords(line, t)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </article>
    ),
  })
}
