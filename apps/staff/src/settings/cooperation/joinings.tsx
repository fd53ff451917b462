import { type Joining, listJoinings } from '@kaft/contract/joinings'
import { StateWord } from '@kaft/ui/spine.tsx'
import type { ReactNode } from 'react'
import { useFormats } from '../../base/format.ts'
import { useRead } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Heads, TableBox } from '../../base/table-box.tsx'
import { To } from '../../base/to.tsx'
import { roomOfJoining } from '../rooms.ts'
import { cooperationTexts } from './texts.ts'

const Line = ({ joining, manages }: { joining: Joining; manages: boolean }): ReactNode => {
  const t = useTexts(cooperationTexts)
  const f = useFormats()
  return (
    <tr>
      <th scope="row">{joining.name}</th>
      <td>{joining.rung}</td>
      <td>
        {joining.libraries
          .filter(one => one.joins)
          .map(one => one.name)
          .join(', ')}
      </td>
      <td>{f.dayYear(joining.starts_on)}</td>
      <td>
        <StateWord state={joining.state === 'active' ? 'ok' : 'ask'} size={16}>
          {t.states[joining.state]}
        </StateWord>
      </td>
      <td>{manages && <To to={roomOfJoining(joining.joining_id)}>{t.open}</To>}</td>
    </tr>
  )
}

/** Who is going to join whom. What has begun stands among the agreements. */
export const Joinings = ({ manages }: { manages: boolean }): ReactNode => {
  const t = useTexts(cooperationTexts)
  const rows = useRead(listJoinings, { query: {} }).data?.rows ?? []
  const open = rows.filter(one => one.state === 'draft' || one.state === 'telling')
  if (open.length === 0) return null
  return (
    <section className="k-stack">
      <h2 className="k-text-md k-strong">{t.planned}</h2>
      <TableBox label={t.planned}>
        <Heads names={t.heads} />
        <tbody>
          {open.map(one => (
            <Line key={one.joining_id} joining={one} manages={manages} />
          ))}
        </tbody>
      </TableBox>
    </section>
  )
}
