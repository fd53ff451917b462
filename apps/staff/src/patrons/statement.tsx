import type { ReactNode } from 'react'
import { textsNow, useTexts } from '../base/language.ts'
import { openPanel } from '../base/panel.ts'
import { printNow } from '../base/print.tsx'
import { patronTexts } from './texts/index.ts'

const Lines = (): ReactNode => {
  const t = useTexts(patronTexts)
  return (
    <>
      <ul className="k-stack">
        {t.statement.lines.map(line => (
          <li key={line} className="k-prose">
            {line}
          </li>
        ))}
      </ul>
      <p className="k-quiet k-prose">{t.statement.whole}</p>
    </>
  )
}

/** Shows the statement beside the form; turned to the patron it can be read on the screen. */
export const readStatement = (): void =>
  openPanel({ title: textsNow(patronTexts).statement.title, body: <Lines /> })

/** Prints the statement to give along. */
export const printStatement = (library: string): void => {
  const t = textsNow(patronTexts)
  printNow({
    paper: 'page',
    title: t.statement.title,
    body: (
      <article>
        <p>{library}</p>
        <h1>{t.statement.title}</h1>
        <Lines />
      </article>
    ),
  })
}
