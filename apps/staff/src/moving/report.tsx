import { type Move, moveRefusals } from '@kaft/contract/moving'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { saveCsv } from '../base/csv.ts'
import { useFormats } from '../base/format.ts'
import { useReadPages } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { paths } from '../base/paths.ts'
import { Empty } from '../base/states.tsx'
import { Heads, TableBox } from '../base/table-box.tsx'
import { To } from '../base/to.tsx'
import { movingTexts } from './texts/index.ts'

const usePassName = (): ((pass: number) => string) => {
  const { passes } = useTexts(movingTexts)
  const f = useFormats()
  return pass =>
    pass < 0 ? passes.back : pass === 0 ? passes.dry : pass === 1 ? passes.first : passes.later(f.count(pass))
}

/** Place, reason and field of what stays behind: no value, since there is none to show. */
const Lines = ({ move, pass }: { move: Move; pass: number }): ReactNode => {
  const t = useTexts(movingTexts)
  const f = useFormats()
  const ask = { params: { move_id: move.move_id }, query: { pass: String(pass) } }
  const read = useReadPages(moveRefusals, ask)
  const rows = read.data?.pages.flatMap(page => page.rows) ?? []
  const save = (): void =>
    saveCsv('achtergebleven.csv', [
      ['bestand', 'regel', 'wat', 'reden', 'veld'],
      ...rows.map(r => [
        r.file ?? '',
        String(r.line_no ?? ''),
        t.kinds[r.kind] ?? r.kind,
        t.reasons[r.reason] ?? r.reason,
        r.field === null ? '' : (t.fields[r.field] ?? r.field),
      ]),
    ])
  return (
    <>
      <TableBox label={t.why}>
        <Heads names={t.linesHeads} />
        <tbody>
          {rows.map(r => (
            <tr key={r.refusal_id}>
              <th scope="row">{r.file ?? '–'}</th>
              <td className="k-number">{r.line_no === null ? '–' : f.count(r.line_no)}</td>
              <td>{t.kinds[r.kind]}</td>
              <td>{t.reasons[r.reason]}</td>
              <td>{r.field === null ? '' : (t.fields[r.field] ?? r.field)}</td>
              <td>
                {r.patron_id !== null ? (
                  <To to={paths.patron(r.patron_id)}>{t.openPatron}</To>
                ) : r.row ? (
                  t.wholeRow
                ) : (
                  t.onlyField
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </TableBox>
      <div className="k-line">
        {read.hasNextPage && (
          <Button loading={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>
            {t.linesMore}
          </Button>
        )}
        {rows.length > 0 && <Button onClick={save}>{t.saveLines}</Button>}
      </div>
    </>
  )
}

const Tallies = ({ move, pass }: { move: Move; pass: number }): ReactNode => {
  const t = useTexts(movingTexts)
  const f = useFormats()
  const name = usePassName()
  const rows = move.tallies.filter(one => one.pass === pass)
  const numbers = (of: Move['tallies'][number]): readonly number[] =>
    pass < 0
      ? [of.read, of.gone, of.refused]
      : [of.read, of.made, of.changed, of.same, of.gone, of.left_behind, of.refused]
  return (
    <TableBox label={`${t.report}: ${name(pass)}`}>
      <Heads names={pass < 0 ? t.backHeads : t.tallyHeads} />
      <tbody>
        {Object.keys(t.kinds).flatMap(kind =>
          rows
            .filter(one => one.kind === kind)
            .map(one => (
              <tr key={kind}>
                <th scope="row">{t.kinds[kind]}</th>
                {numbers(one).map((n, i) => (
                  // The columns of one row stand in a fixed order.
                  // oxlint-disable-next-line no-array-index-key
                  <td key={i} className="k-number">
                    {f.count(n)}
                  </td>
                ))}
              </tr>
            )),
        )}
      </tbody>
    </TableBox>
  )
}

/** What became of the rows in the last pass, and why some of them stay behind. */
export const Report = ({ move }: { move: Move }): ReactNode => {
  const t = useTexts(movingTexts)
  const f = useFormats()
  const name = usePassName()
  const [lines, setLines] = useState(false)
  const back = move.state === 'taking_back' || move.state === 'taken_back'
  const pass = back ? -1 : move.pass
  if (!move.tallies.some(one => one.pass === pass)) return null
  const reasons = move.reasons.filter(one => one.pass === pass)
  return (
    <section className="k-stack">
      <h2 className="k-text-md k-strong">
        {t.report}: {name(pass)}
      </h2>
      <Tallies move={move} pass={pass} />
      <h3 className="k-strong">{t.why}</h3>
      {reasons.length === 0 ? (
        <Empty>{t.whyNone}</Empty>
      ) : (
        <>
          <TableBox label={t.why}>
            <Heads names={t.whyHeads} />
            <tbody>
              {reasons.map(r => (
                <tr key={`${r.kind} ${r.reason} ${r.field ?? ''}`}>
                  <th scope="row">{t.kinds[r.kind]}</th>
                  <td>{t.reasons[r.reason]}</td>
                  <td>{r.field === null ? '' : (t.fields[r.field] ?? r.field)}</td>
                  <td className="k-number">{f.count(r.count)}</td>
                </tr>
              ))}
            </tbody>
          </TableBox>
          {lines ? (
            <Lines move={move} pass={pass} />
          ) : (
            <div className="k-line">
              <Button onClick={() => setLines(true)}>{t.lines}</Button>
            </div>
          )}
        </>
      )}
    </section>
  )
}
