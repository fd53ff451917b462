import type { OkOf } from '@kaft/contract/operation'
import { readStatement } from '@kaft/contract/statements'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { call } from '../base/api.ts'
import { useFormats } from '../base/format.ts'
import { useRead } from '../base/hooks.ts'
import { textsNow, useTexts } from '../base/language.ts'
import { openPanel } from '../base/panel.ts'
import { printNow } from '../base/print.tsx'
import { Read } from '../base/states.tsx'
import { blocksOf } from './statement.model.ts'
import { privacyTexts } from './texts/index.ts'
import { statementTexts } from './texts/statements.ts'

type Whole = OkOf<typeof readStatement>

/** The statement as readers read it, with who answers for the processing and the day of its last change. */
export const StatementText = ({ of }: { of: Whole }): ReactNode => {
  const t = useTexts(statementTexts)
  const f = useFormats()
  const c = of.controller
  return (
    <article lang="nl" className="k-stack">
      <h2 className="k-text-lg k-strong">{of.title}</h2>
      {blocksOf(of.body).map(block =>
        block.kind === 'list' ? (
          <ul key={block.key}>
            {block.lines.map(line => (
              <li key={line} className="k-prose">
                {line}
              </li>
            ))}
          </ul>
        ) : block.kind === 'head' ? (
          <h3 key={block.key} className="k-text-md k-strong">
            {block.lines[0]}
          </h3>
        ) : (
          <p key={block.key} className="k-prose">
            {block.lines.join(' ')}
          </p>
        ),
      )}
      <p className="k-prose">
        {c.name}, {c.address}. {t.number} {c.enterprise_number}. {c.dpo_name}: {c.dpo_email}.
      </p>
      <p className="k-quiet">{t.lastChange(f.dayYear(of.from_on))}</p>
    </article>
  )
}

const Shown = ({ version }: { version: string }): ReactNode => {
  const p = useTexts(privacyTexts)
  const read = useRead(readStatement, { params: { version } })
  return (
    <Read of={read}>
      {whole => (
        <div className="k-stack">
          <div className="k-line">
            <Button
              onClick={() =>
                printNow({ paper: 'page', title: whole.title, body: <StatementText of={whole} /> })
              }
            >
              {p.print}
            </Button>
          </div>
          <StatementText of={whole} />
        </div>
      )}
    </Read>
  )
}

/** Opens a version of the statement beside the screen, to read or to print. */
export const readStatementHere = (version: string): void =>
  openPanel({ title: textsNow(statementTexts).title, body: <Shown version={version} /> })

/** Fetches a version and prints it. */
export const printStatementNow = async (version: string): Promise<void> => {
  const whole = await call(readStatement, { params: { version } })
  printNow({ paper: 'page', title: whole.title, body: <StatementText of={whole} /> })
}
