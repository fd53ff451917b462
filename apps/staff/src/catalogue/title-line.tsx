import { titleQueue } from '@kaft/contract/holds'
import type { OkOf } from '@kaft/contract/operation'
import type { ReactNode } from 'react'
import { estimateText } from '../base/estimate.ts'
import { useFormats } from '../base/format.ts'
import { useRead } from '../base/hooks.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { Heads, TableBox } from '../base/table-box.tsx'
import { catalogueTexts } from './texts/index.ts'

const SHOWN = 20
const ENDLESS = '9999-12-31'
type Row = OkOf<typeof titleQueue>['rows'][number]

/** What a hold waits for besides its turn; a day that is over says nothing any more. */
const useStateWords = () => {
  const t = useTexts(catalogueTexts).line
  const f = useFormats()
  return (row: Row): string => {
    if (row.place !== null) return ''
    if (row.suspended_until === null) return t.after
    return t.paused(row.suspended_until === ENDLESS ? null : f.dayShort(row.suspended_until))
  }
}

const Estimate = ({ estimate }: { estimate: OkOf<typeof titleQueue>['estimate'] }): ReactNode => {
  const t = useTexts(catalogueTexts)
  const lang = useLanguage()
  return (
    <div>
      <p>{t.newHold(estimateText(estimate, lang))}</p>
      {estimate !== null && estimate.learned_from !== 'shelf' && (
        <p className="k-quiet">
          {t.line.estimate({
            ...estimate,
            of: estimate.learned_from === 'title' ? t.line.ofTitle : t.line.ofKind,
          })}
        </p>
      )}
    </div>
  )
}

/** Who waits for a title, first come first: by day and branch, never by name; and when somebody new may have it. */
export const Line = ({ title_id }: { title_id: string }): ReactNode => {
  const t = useTexts(catalogueTexts)
  const f = useFormats()
  const words = useStateWords()
  const read = useRead(titleQueue, { params: { title_id } })
  if (read.data === undefined || read.data.rows.length === 0) return null
  const { rows, estimate } = read.data
  return (
    <div className="k-stack">
      <div>
        <h2 className="k-text-md k-strong">{t.line.title}</h2>
        <p className="k-quiet">{t.line.about}</p>
      </div>
      <TableBox label={t.line.title}>
        <Heads names={t.line.heads} />
        <tbody>
          {rows.slice(0, SHOWN).map((row, at) => (
            <tr key={`${at} ${row.placed_on}`}>
              <th scope="row">{row.place ?? '–'}</th>
              <td>{f.dayShort(row.placed_on)}</td>
              <td>
                {row.pickup_branch}
                {row.place === null && <span className="k-quiet"> · {words(row)}</span>}
              </td>
              <td>{row.own ? t.line.own : t.line.other}</td>
            </tr>
          ))}
        </tbody>
      </TableBox>
      {rows.length > SHOWN && <p className="k-quiet">{t.line.more(rows.length - SHOWN)}</p>}
      <Estimate estimate={estimate} />
    </div>
  )
}
