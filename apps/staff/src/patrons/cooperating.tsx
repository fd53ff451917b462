import { listJoinings } from '@kaft/contract/joinings'
import { listAgreements } from '@kaft/contract/organisation'
import type { ReactNode } from 'react'
import { dayOf, useFormats } from '../base/format.ts'
import { useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { useSession } from '../base/session.ts'
import { cooperatingOf, comingOf } from './cooperating.model.ts'
import { cooperatingTexts } from './texts/cooperating.ts'

/** With whom this library works together, now and soon: who registers is told so (P62). */
export const Cooperating = (): ReactNode => {
  const t = useTexts(cooperatingTexts)
  const f = useFormats()
  const { library_id } = useSession()
  const agreements = useRead(listAgreements, {}, { fresh_ms: 300_000 }).data?.rows ?? []
  const joinings = useRead(listJoinings, { query: {} }, { fresh_ms: 300_000 }).data?.rows ?? []
  const { sees, fee } = cooperatingOf(agreements, library_id, dayOf())
  const coming = comingOf(joinings, library_id)
  if (sees.length + fee.length + coming.length === 0) return null
  return (
    <div className="k-quiet">
      {sees.length > 0 && <p>{t.now(sees.join(', '))}</p>}
      {fee.length > 0 && <p>{t.fee(fee.join(', '))}</p>}
      {coming.map(one => (
        <p key={one.joining_id}>{t.coming(one.names.join(', '), f.dayYear(one.starts_on))}</p>
      ))}
    </div>
  )
}
