import { probeRegulation } from '@kaft/contract/regulations'
import type { OkOf } from '@kaft/contract/operation'
import type { ReactNode } from 'react'
import { useRead } from '../../base/hooks.ts'
import { useLanguage, useTexts } from '../../base/language.ts'
import { openPanel } from '../../base/panel.ts'
import { Read } from '../../base/states.tsx'
import { Layers } from '../../base/why.tsx'
import type { Cell } from './grid.model.ts'
import { versionTexts } from './texts.ts'

type Value = OkOf<typeof probeRegulation>['values'][number]

const ValueLine = ({ value }: { value: Value }): ReactNode => {
  const t = useTexts(versionTexts)
  return (
    <li>
      <span>
        {value.name}: <span className="k-strong">{value.says}</span>
      </span>
      {value.row_no !== null && <span className="k-text-xs k-quiet">{t.inherited(value.row_no)}</span>}
      {value.lost.map(lost => (
        <span key={lost.row_no} className="k-text-xs k-quiet">
          {t.lostRow(lost.row_no, lost.says, lost.because)}
        </span>
      ))}
    </li>
  )
}

/** What the regulation answers, and behind it every value with the row that gives it and the rows that lost it. */
export const ProbeAnswer = ({ answer }: { answer: OkOf<typeof probeRegulation> }): ReactNode => {
  const t = useTexts(versionTexts)
  return (
    <div className="k-stack">
      <Layers explanation={answer.explanation} />
      <details open>
        <summary>{t.allValues(answer.values.length)}</summary>
        <ul className="k-why-steps">
          {answer.values.map(value => (
            <ValueLine key={value.key} value={value} />
          ))}
        </ul>
      </details>
    </div>
  )
}

interface WhyCell {
  readonly version_id: string
  readonly cell: Cell
  readonly what: string
}

const Body = ({ version_id, cell }: WhyCell): ReactNode => {
  const lang = useLanguage()
  const { membership_type, item_type } = cell
  const read = useRead(probeRegulation, {
    params: { version_id },
    body: { membership_type, item_type, lang },
  })
  return <Read of={read}>{answer => <ProbeAnswer answer={answer} />}</Read>
}

/** Opens the side panel with why a cell says what it says. */
export const openCellWhy = (ask: WhyCell): void => openPanel({ title: ask.what, body: <Body {...ask} /> })
