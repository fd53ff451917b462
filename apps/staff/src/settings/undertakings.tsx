import { readUndertakings } from '@kaft/contract/briefing'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import type { OkOf } from '@kaft/contract/operation'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { saveCsv } from '../base/csv.ts'
import { dayOf, useFormats } from '../base/format.ts'
import { useReadPages } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { More } from '../base/rows.tsx'
import { Failed } from '../base/states.tsx'
import { Heads, TableBox } from '../base/table-box.tsx'
import { certificationTexts } from './texts/certification.ts'

type Line = OkOf<typeof readUndertakings>['rows'][number]

const useWords = (): ((line: Line) => readonly [string, string, string]) => {
  const t = useTexts(certificationTexts)
  const f = useFormats()
  return line => [
    line.name,
    t.lackingWhy[line.why],
    line.version === null || line.signed_at === null
      ? '–'
      : t.by(t.version(line.version), f.dayYear(dayOf(line.signed_at))),
  ]
}

/** Who meets patrons without having promised to keep it to themselves: part of the half-yearly look. */
export const Undertakings = (): ReactNode => {
  const t = useTexts(certificationTexts)
  const f = useFormats()
  const words = useWords()
  const [open, setOpen] = useState(false)
  const read = useReadPages(readUndertakings, { query: {} })
  const pages = read.data?.pages
  const last = pages?.at(-1)
  if (read.error !== null) return <Failed error={read.error} again={() => void read.refetch()} />
  if (pages === undefined || last === undefined) return null
  const rows = pages.flatMap(page => page.rows)
  const save = (): void =>
    saveCsv(`${t.undertakings} ${f.dayYear(dayOf())}.csv`, [t.lackingHeads, ...rows.map(words)])
  return (
    <Spine panel className="k-stack">
      <h2 className="k-text-md k-strong">{t.undertakings}</h2>
      <div className="k-line k-line-between">
        <StateWord state={last.lacking > 0 ? 'ask' : 'ok'}>
          {t.lacking(last.lacking, last.accounts)}
        </StateWord>
        {rows.length > 0 && (
          <span className="k-line">
            <Button size="compact-sm" aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? t.hideWho : t.showWho}
            </Button>
            {!read.hasNextPage && (
              <Button size="compact-sm" onClick={save}>
                {t.csv}
              </Button>
            )}
          </span>
        )}
      </div>
      {open && (
        <>
          <TableBox label={t.undertakings}>
            <Heads names={t.lackingHeads} />
            <tbody>
              {rows.map(line => {
                const [name, ...rest] = words(line)
                return (
                  <tr key={line.staff_id}>
                    <th scope="row">{name}</th>
                    {rest.map((text, at) => (
                      <td key={`${at} ${text}`}>{text}</td>
                    ))}
                  </tr>
                )
              })}
            </tbody>
          </TableBox>
          <More of={read} />
        </>
      )}
    </Spine>
  )
}
