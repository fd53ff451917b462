import { processingRegister, type Register, type RegisterLine } from '@kaft/contract/retention'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { saveCsv } from '../base/csv.ts'
import { dayOf, useFormats } from '../base/format.ts'
import { useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Read } from '../base/states.tsx'
import { Heads, TableBox } from '../base/table-box.tsx'
import { printTable } from '../base/paper-table.tsx'
import css from './retention.module.css'
import { retentionTexts } from './texts.ts'

const cells = (l: RegisterLine): string[] => [
  l.processing,
  l.category,
  `${l.table}: ${l.data}`,
  l.purpose_words,
  l.people,
  l.kept,
  l.goes,
]

const Whole = ({ register }: { register: Register }): ReactNode => {
  const all = useTexts(retentionTexts)
  const t = all.register
  const f = useFormats()
  const [shown, show] = useState(false)
  const above = [
    `${t.controller}: ${register.controller}`,
    `${t.dpo}: ${register.dpo}`,
    `${t.recipients}: ${register.recipients.join('; ')}`,
    `${t.transfers}: ${register.transfers}`,
    `${t.measures}: ${register.measures.join('; ')}`,
  ]
  const csv = (): void =>
    saveCsv(`${t.file}-${dayOf()}.csv`, [
      [...t.heads, t.basis, t.table, t.by],
      ...register.lines.map(l => [...cells(l), l.basis, l.table, l.by]),
    ])
  const print = (): void =>
    printTable({
      title: t.title,
      heads: [...t.heads, t.basis],
      rows: register.lines.map(l => [...cells(l), l.basis]),
      above,
      look: 'register',
    })
  return (
    <>
      <p className="k-prose k-quiet">{t.about(f.dayYear(register.since))}</p>
      <div className="k-line">
        <Button onClick={() => show(!shown)} aria-expanded={shown}>
          {shown ? t.hide : t.show}
        </Button>
        <Button onClick={csv}>{all.csv}</Button>
        <Button onClick={print}>{all.print}</Button>
      </div>
      {shown && (
        <>
          {above.map(line => (
            <p key={line} className="k-prose">
              {line}
            </p>
          ))}
          <TableBox label={t.title}>
            <Heads names={t.heads} />
            <tbody>
              {register.lines.map(l => (
                <tr key={`${l.table} ${l.category} ${l.purpose} ${l.kept} ${l.goes} ${l.basis}`}>
                  {cells(l).map((text, i) => (
                    <td key={t.heads[i]} className={i === 2 ? css['what'] : undefined}>
                      {text}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </TableBox>
        </>
      )}
    </>
  )
}

/** The register of processing (art. 30 GDPR), read from the schema that runs now. */
export const ProcessingRegister = (): ReactNode => {
  const t = useTexts(retentionTexts).register
  const read = useRead(processingRegister, {})
  return (
    <section className="k-stack" aria-labelledby="register">
      <h2 id="register" className="k-text-md k-strong">
        {t.title}
      </h2>
      <Read of={read}>{register => <Whole register={register} />}</Read>
    </section>
  )
}
