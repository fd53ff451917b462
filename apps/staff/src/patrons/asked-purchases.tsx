import type { OkOf } from '@kaft/contract/operation'
import type { Patron } from '@kaft/contract/patrons'
import { patronPurchases } from '@kaft/contract/purchases'
import { StateWord } from '@kaft/ui/spine.tsx'
import type { ReactNode } from 'react'
import { askerTexts } from '../acquisitions/asker-texts.ts'
import { ProposeFor } from '../acquisitions/propose.tsx'
import { looks, nameOf } from '../acquisitions/purchase.model.ts'
import { purchaseTexts } from '../acquisitions/texts.ts'
import { noWish } from '../acquisitions/wish.model.ts'
import { dayOf, useFormats } from '../base/format.ts'
import { useRead } from '../base/hooks.ts'
import { inLanguage } from '../base/in-language.ts'
import { useTexts } from '../base/language.ts'
import { paths } from '../base/paths.ts'
import { useSession } from '../base/session.ts'
import { Failed } from '../base/states.tsx'
import { To } from '../base/to.tsx'
import css from './patrons.module.css'

type Wish = OkOf<typeof patronPurchases>['rows'][number]

const Asked = ({ wish }: { wish: Wish }): ReactNode => {
  const t = useTexts(purchaseTexts)
  const a = useTexts(askerTexts)
  const f = useFormats()
  const why = wish.declined_because === null ? [] : [t.reasons[wish.declined_because]]
  return (
    <li>
      <To to={paths.purchase(wish.suggestion_id)} className="k-strong" {...inLanguage(wish.language)}>
        {nameOf(wish)}
      </To>
      {wish.author !== null && <span className="k-quiet"> · {wish.author}</span>}{' '}
      <StateWord state={looks[wish.state]} size={16}>
        {[t.states[wish.state].toLowerCase(), ...why].join(' · ')}
      </StateWord>{' '}
      <span className="k-quiet">
        · {f.dayShort(dayOf(wish.asked_at))} · {a.until(f.dayShort(wish.until))}
      </span>
    </li>
  )
}

/** What this reader asked the library to buy, and asking for something. Readers of other libraries ask there. */
export const AskedPurchases = ({ patron }: { patron: Patron }): ReactNode => {
  const t = useTexts(askerTexts)
  const { library_id } = useSession()
  const own = patron.library_id === library_id
  const { patron_id } = patron
  const read = useRead(patronPurchases, { params: { patron_id } }, { enabled: own })
  if (!own) return null
  const rows = read.data?.rows ?? []
  return (
    <section className="k-stack">
      {rows.length > 0 && <h2 className="k-text-md k-strong">{t.askedToBuy}</h2>}
      {rows.length > 0 && (
        <ul className={css['wishes']} aria-label={t.askedToBuy}>
          {rows.map(wish => (
            <Asked key={wish.suggestion_id} wish={wish} />
          ))}
        </ul>
      )}
      {read.error !== null && <Failed error={read.error} />}
      {!patron.restricted.includes('functional') && (
        <div className="k-line">
          <ProposeFor
            wish={noWish}
            asker={{ patron_id, name: `${patron.given_name} ${patron.family_name}` }}
            answers
          />
        </div>
      )}
    </section>
  )
}
