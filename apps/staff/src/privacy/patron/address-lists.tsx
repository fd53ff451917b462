import { patronAddressLists } from '@kaft/contract/campaigns'
import type { ReactNode } from 'react'
import { useFormats } from '../../base/format.ts'
import { useRead } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Read } from '../../base/states.tsx'
import { caseTexts } from '../texts/cases.ts'

/** On which lists of addresses a patron stood: what left the house, what for and until when. */
export const AddressListsOf = ({ patron_id }: { patron_id: string }): ReactNode => {
  const t = useTexts(caseTexts).ofPatron
  const f = useFormats()
  const read = useRead(patronAddressLists, { params: { patron_id } })
  return (
    <section className="k-stack" aria-labelledby="address-lists">
      <h2 id="address-lists" className="k-text-md k-strong">
        {t.lists}
      </h2>
      <Read of={read}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="k-quiet">{t.noLists}</p>
          ) : (
            <ul>
              {rows.map(row => (
                <li key={row.list_id}>
                  {row.purpose}{' '}
                  <span className="k-quiet">
                    {t.onList(f.dayYear(row.made_on), f.dayYear(row.until), row.fields, row.fetched)}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Read>
    </section>
  )
}
