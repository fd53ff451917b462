import { helpLooked } from '@kaft/contract/help'
import { readPatron } from '@kaft/contract/patrons'
import type { ReactNode } from 'react'
import { useFormats } from '../base/format.ts'
import { useReadPages } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { paths } from '../base/paths.ts'
import { More } from '../base/rows.tsx'
import { useAllowed } from '../base/session.ts'
import { Empty, Failed, Loading } from '../base/states.tsx'
import { Heads, TableBox } from '../base/table-box.tsx'
import { To } from '../base/to.tsx'
import { privacyTexts } from '../privacy/texts/index.ts'
import { lookTexts } from './look-words.ts'
import { helpTexts } from './texts.ts'

const Whom = ({ patron_id, refused }: { patron_id: string | null; refused: boolean }): ReactNode => {
  const t = useTexts(helpTexts)
  const mayOpen = useAllowed(readPatron)
  if (patron_id === null) return refused ? t.sawNobody : t.list
  const name = t.patron(patron_id)
  return mayOpen ? <To to={paths.patron(patron_id)}>{name}</To> : name
}

/** Every look by one ticket, the newest first: what the access log says of it. */
export const Looked = ({ help_id }: { help_id: string }): ReactNode => {
  const t = useTexts(helpTexts)
  const p = useTexts(privacyTexts)
  const w = useTexts(lookTexts)
  const f = useFormats()
  const params = { help_id }
  const read = useReadPages(helpLooked, { params, query: {} }, { walk: 'before' })
  const rows = read.data?.pages.flatMap(page => page.rows)
  if (read.error !== null) return <Failed error={read.error} again={() => void read.refetch()} />
  if (rows === undefined) return <Loading />
  if (rows.length === 0) return <Empty>{t.noLooks}</Empty>
  return (
    <>
      <TableBox label={t.whatLooked}>
        <Heads names={t.heads} />
        <tbody>
          {rows.map(row => (
            <tr key={row.access_id}>
              <td>{f.time(row.at)}</td>
              <td>{w.did(row.operation)}</td>
              <td>{p.purposes[row.purpose]}</td>
              <td>
                <Whom patron_id={row.patron_id} refused={row.outcome === 'refused'} />
              </td>
            </tr>
          ))}
        </tbody>
      </TableBox>
      <More of={read} />
    </>
  )
}
