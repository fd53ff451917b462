import type { HeldText, Title } from '@kaft/contract/cataloguing'
import type { ReactNode } from 'react'
import { useTexts } from '../base/language.ts'
import { useSession } from '../base/session.ts'
import { Heads, TableBox } from '../base/table-box.tsx'
import css from './catalogue.module.css'
import { catalogueTexts } from './texts/index.ts'

const Said = ({ one }: { one: HeldText['statements'][number] }): ReactNode => {
  const t = useTexts(catalogueTexts)
  const kind = t.holdingKinds[one.of]
  return (
    <li>
      {kind !== '' && <span className="k-quiet">{kind}: </span>}
      {one.text}
      {one.note !== null && <span className="k-quiet"> · {one.note}</span>}
    </li>
  )
}

/** Which years of a magazine or volumes of a set each library says that it has. */
export const Holdings = ({ title }: { title: Title }): ReactNode => {
  const t = useTexts(catalogueTexts)
  const session = useSession()
  if (title.holdings.length === 0) return null
  return (
    <div className="k-stack">
      <h2 className="k-text-md k-strong">{t.holdings}</h2>
      <TableBox label={t.holdings}>
        <Heads names={t.heads.holdings} />
        <tbody>
          {title.holdings.map(held => (
            <tr key={held.holding_id}>
              <th scope="row">
                {[...new Set(held.places.map(place => place.branch_name))].join(', ')}
                {held.library_id !== session.library_id && ` (${held.library_name})`}
              </th>
              <td>
                {held.places
                  .map(place => [place.shelf, place.call_number].filter(Boolean).join(' · '))
                  .filter(Boolean)
                  .join('; ')}
              </td>
              <td>
                <ul className={css['held']}>
                  {held.statements.map((one, no) => (
                    // The same words may stand twice in a record: their place is all that tells them apart.
                    // oxlint-disable-next-line react/no-array-index-key
                    <Said key={`${no} ${one.text}`} one={one} />
                  ))}
                </ul>
              </td>
            </tr>
          ))}
        </tbody>
      </TableBox>
    </div>
  )
}
