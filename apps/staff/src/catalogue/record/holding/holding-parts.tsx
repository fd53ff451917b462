import type { HoldingRecord } from '@kaft/contract/catalogue-holdings'
import type { ReactNode } from 'react'
import { useTexts } from '../../../base/language.ts'
import { Heads, TableBox } from '../../../base/table-box.tsx'
import css from '../../catalogue.module.css'
import { catalogueTexts } from '../../texts/index.ts'
import { holdingTexts } from './texts.ts'

/** What there is, as people say it, and where it stands. */
export const InWords = ({ of }: { of: HoldingRecord }): ReactNode => {
  const t = useTexts(holdingTexts)
  const c = useTexts(catalogueTexts)
  return (
    <section className="k-stack">
      <h2 className="k-text-md k-strong">{t.words}</h2>
      {of.statements.length === 0 ? (
        <p className="k-quiet">{t.noWords}</p>
      ) : (
        <ul className={css['held']}>
          {of.statements.map((one, no) => (
            // The same words may stand twice in a record: their place is all that tells them apart.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={`${no} ${one.text}`}>
              {c.holdingKinds[one.of] !== '' && <span className="k-quiet">{c.holdingKinds[one.of]}: </span>}
              {one.text}
              {one.note !== null && <span className="k-quiet"> · {one.note}</span>}
            </li>
          ))}
        </ul>
      )}
      <TableBox label={t.places}>
        <Heads names={t.heads} />
        <tbody>
          {of.places.map((place, no) => (
            // oxlint-disable-next-line react/no-array-index-key -- two copies may stand at one place
            <tr key={`${no} ${place.branch_name}`}>
              <th scope="row">{place.branch_name}</th>
              <td>{place.shelf}</td>
              <td>{place.call_number}</td>
            </tr>
          ))}
        </tbody>
      </TableBox>
    </section>
  )
}

/** The items that the record names, and those of them that are not there or stand elsewhere. */
export const ItemsNamed = ({ of }: { of: HoldingRecord }): ReactNode => {
  const t = useTexts(holdingTexts)
  return (
    <section className="k-stack">
      <h2 className="k-text-md k-strong">{t.items}</h2>
      {of.items.length === 0 ? (
        <p className="k-quiet">{t.noItems}</p>
      ) : (
        <TableBox label={t.items}>
          <Heads names={t.itemHeads} />
          <tbody>
            {of.items.map(item => (
              <tr key={item.barcode}>
                <th scope="row">{item.barcode}</th>
                {item.item_id === null || !item.here ? (
                  <td colSpan={3} className="k-quiet">
                    {item.item_id === null ? t.itemGone : t.itemElsewhere}
                  </td>
                ) : (
                  <>
                    <td>{item.branch_name}</td>
                    <td>{item.shelf}</td>
                    <td>{item.issue}</td>
                  </>
                )}
              </tr>
            ))}
          </tbody>
        </TableBox>
      )}
      <p className="k-text-xs k-quiet">{t.aboutItems}</p>
    </section>
  )
}
