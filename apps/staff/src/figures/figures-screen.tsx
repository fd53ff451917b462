import { figureKinds, type FigureKind, type FigurePart, readFigures } from '@kaft/contract/figures'
import type { OkOf } from '@kaft/contract/operation'
import { Button, NativeSelect } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { saveCsv } from '../base/csv.ts'
import { dayOf, useFormats } from '../base/format.ts'
import { useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Page } from '../base/page.tsx'
import { Empty, Read } from '../base/states.tsx'
import { FigureTable, type Group } from './figure-table.tsx'
import { cellOf, monthsOf, partsOf, reasonsIn, spanOf, yearsUntil } from './figures.model.ts'
import { printTable } from '../base/paper-table.tsx'
import { figureTexts } from './texts.ts'

type Figures = OkOf<typeof readFigures>

/** The three that stand side by side; without a region two. */
function useGroups(of: Figures, kind: FigureKind): Group[] {
  const t = useTexts(figureTexts)
  const parts = partsOf(kind, of.own)
  const wide = parts.filter((part): part is FigurePart => part !== 'unknown')
  return [
    { name: t.own, rows: of.own, parts },
    ...(of.region === null ? [] : [{ name: t.region(of.region), rows: of.of_region, parts: wide }]),
    { name: t.flanders, rows: of.flanders, parts: wide },
  ]
}

const Shown = ({ of, kind, months }: { of: Figures; kind: FigureKind; months: string[] }): ReactNode => {
  const t = useTexts(figureTexts)
  const f = useFormats()
  const groups = useGroups(of, kind)
  const reasons = reasonsIn([...of.of_region, ...of.flanders], kind)
  const notes = [
    t.means[kind],
    of.published_until === null ? t.notYet : t.settled(f.dayYear(of.published_until)),
    ...(of.region === null ? [t.noRegion] : []),
    ...(kind === 'items' ? [] : [t.hiding(of.smallest_cell)]),
  ]
  const heads = [t.month, ...groups.flatMap(g => g.parts.map(part => `${g.name}: ${t.parts[part]}`))]
  const monthWords = (month: string): string =>
    `${f.dayYear(month)}${month === of.running ? ` (${t.running})` : ''}`
  // Months and numbers in words on paper; as programs read them in the file.
  const linesIn = (monthIn: (month: string) => string, numberIn: (n: number) => string): string[][] =>
    months.map(month => [
      monthIn(month),
      ...groups.flatMap(g =>
        g.parts.map(part => {
          const cell = cellOf(g.rows, { month, kind, part })
          return cell === null ? '' : 'n' in cell ? numberIn(cell.n) : t.hiddenWord
        }),
      ),
    ])
  const why = reasons.map(reason => t.hidden[reason](of.smallest_cell))
  if (!groups.some(g => g.rows.some(row => row.kind === kind))) return <Empty>{t.none}</Empty>
  return (
    <>
      <div className="k-line k-line-between">
        <p className="k-prose">{t.means[kind]}</p>
        <div className="k-line">
          <Button
            size="compact-sm"
            onClick={() =>
              saveCsv(`${t.file}-${t.kinds[kind].toLowerCase().replaceAll(' ', '-')}.csv`, [
                heads,
                ...linesIn(month => month, String),
              ])
            }
          >
            {t.csv}
          </Button>
          <Button
            size="compact-sm"
            onClick={() =>
              printTable({
                title: `${t.title}: ${t.kinds[kind]}`,
                heads,
                rows: linesIn(monthWords, f.count),
                below: [...notes, ...why],
                look: 'numbers',
              })
            }
          >
            {t.print}
          </Button>
        </div>
      </div>
      <FigureTable groups={groups} kind={kind} months={months} running={of.running} reasons={reasons} />
      {reasons.length > 0 && (
        <section aria-label={t.hiddenTitle}>
          <ol className="k-prose k-quiet">
            {why.map(text => (
              <li key={text}>{text}</li>
            ))}
          </ol>
        </section>
      )}
      {notes.slice(1).map(note => (
        <p key={note} className="k-prose k-quiet">
          {note}
        </p>
      ))}
    </>
  )
}

/** Figures by month, of the own library beside those of its region and of Flanders. */
export const Screen = (): ReactNode => {
  const t = useTexts(figureTexts)
  const [kind, setKind] = useState<FigureKind>('loans')
  const [choice, setChoice] = useState('last')
  const running = dayOf().slice(0, 7)
  const span = spanOf(choice, running)
  const read = useRead(readFigures, { query: span })
  return (
    <Page title={t.title} about={t.about}>
      <div className="k-line">
        <NativeSelect
          label={t.kind}
          value={kind}
          data={figureKinds.map(value => ({ value, label: t.kinds[value] }))}
          onChange={event => setKind(event.currentTarget.value as FigureKind)}
        />
        <NativeSelect
          label={t.period}
          value={choice}
          data={[{ value: 'last', label: t.last }, ...yearsUntil(running)]}
          onChange={event => setChoice(event.currentTarget.value)}
        />
      </div>
      <Read of={read}>
        {data => <Shown of={data} kind={kind} months={monthsOf(span.from, span.until)} />}
      </Read>
    </Page>
  )
}
