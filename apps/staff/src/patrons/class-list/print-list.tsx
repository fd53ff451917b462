import type { ClassList } from '@kaft/contract/class-lists'
import type { ReactNode } from 'react'
import { childName } from '../../base/child-name.ts'
import { dayOf, formatsIn } from '../../base/format.ts'
import { language, textsNow } from '../../base/language.ts'
import { printNow } from '../../base/print.tsx'
import css from '../patrons.module.css'
import { classTexts } from './texts.ts'

const Paper = ({ list }: { list: ClassList }): ReactNode => {
  const t = textsNow(classTexts)
  const f = formatsIn(language.get())
  const rows = [
    ...list.children.flatMap(child => child.loans.map(loan => ({ who: childName(child), loan }))),
    ...list.loans.map(loan => ({ who: '', loan })),
  ]
  return (
    <article lang={language.get()}>
      <h1>{t.paper(list.name)}</h1>
      <p>
        {t.paperOn(f.dayLong(dayOf()))} {t.paperAbout}
      </p>
      {rows.length === 0 && <p>{t.paperNone}</p>}
      <table className={css['paper']} hidden={rows.length === 0}>
        <thead>
          <tr>
            {t.paperHeads.map(head => (
              <th key={head}>{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ who, loan }, index) => (
            <tr key={loan.loan_id}>
              <td>{who === rows[index - 1]?.who ? '' : who}</td>
              <td>{loan.title}</td>
              <td>{f.dayShort(loan.due_on)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  )
}

/**
 * The list for the teacher. It is the one paper that has a name beside titles, on purpose: a first name of a child
 * without a card, for the one who hands the books out. It says so itself.
 */
export const printClassList = (list: ClassList): void =>
  printNow({ paper: 'page', title: textsNow(classTexts).paper(list.name), body: <Paper list={list} /> })
