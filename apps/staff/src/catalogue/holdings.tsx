import type { HeldText, Title } from '@kaft/contract/cataloguing'
import { addHolding, readHolding } from '@kaft/contract/catalogue-holdings'
import type { ReactNode } from 'react'
import { Allowed } from '../base/allowed.tsx'
import { useTexts } from '../base/language.ts'
import { useSession } from '../base/session.ts'
import { Heads, TableBox } from '../base/table-box.tsx'
import { paths } from '../base/paths.ts'
import { To } from '../base/to.tsx'
import { holdingTexts } from './record/holding/texts.ts'
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
  const h = useTexts(holdingTexts)
  const session = useSession()
  const fresh = (
    <Allowed op={addHolding}>
      <To to={paths.newHolding(title.title_id)}>{h.fresh}</To>
    </Allowed>
  )
  if (title.holdings.length === 0) return <div>{fresh}</div>
  return (
    <div className="k-stack">
      <h2 className="k-text-md k-strong">{t.holdings}</h2>
      <TableBox label={t.holdings}>
        <Heads names={[...t.heads.holdings, h.open]} />
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
              <td>
                <Allowed op={readHolding}>
                  <To
                    to={paths.holding(held.holding_id)}
                    aria-label={h.openOf(held.places[0]?.branch_name ?? held.library_name)}
                  >
                    {h.open}
                  </To>
                </Allowed>
              </td>
            </tr>
          ))}
        </tbody>
      </TableBox>
      <div>{fresh}</div>
    </div>
  )
}
