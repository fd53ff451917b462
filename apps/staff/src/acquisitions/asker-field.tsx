import { addPurchaseAsker } from '@kaft/contract/purchases'
import { findPatrons } from '@kaft/contract/patrons'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { currentPatron } from '../base/desk-door.ts'
import { useTexts } from '../base/language.ts'
import { type NamedPatron, PatronSearch } from '../base/patron-search.tsx'
import { useAllowed, useSession } from '../base/session.ts'
import { useStore } from '../base/store.ts'
import css from './acquisitions.module.css'
import { askerTexts } from './asker-texts.ts'

/** Whether who works here may say which reader asks for something: they find readers, and do things for them. */
export const useMayName = (): boolean => {
  const [finds, names] = [useAllowed(findPatrons), useAllowed(addPurchaseAsker)]
  return finds && names
}

/** For whom it is: nobody, unless somebody is chosen; who is open at the desk is one button away. */
export const AskerField = ({
  asker,
  choose,
}: {
  asker: NamedPatron | null
  choose: (asker: NamedPatron | null) => void
}): ReactNode => {
  const t = useTexts(askerTexts)
  const { library_id } = useSession()
  const atDesk = useStore(currentPatron)
  const [finding, setFinding] = useState(false)
  if (asker !== null)
    return (
      <div className="k-line k-line-between">
        <span>
          {t.for} <span className="k-strong">{asker.name}</span>
        </span>
        <Button size="compact-sm" onClick={() => choose(null)}>
          {t.without}
        </Button>
      </div>
    )
  const take = (one: NamedPatron): void => {
    setFinding(false)
    choose({ patron_id: one.patron_id, name: one.name })
  }
  if (finding) return <PatronSearch label={t.who} choose={take} />
  return (
    <div role="group" aria-label={t.ask} className={css['askers']}>
      <p className="k-strong">{t.ask}</p>
      <div className="k-line">
        {atDesk?.library_id === library_id && <Button onClick={() => take(atDesk)}>{atDesk.name}</Button>}
        <Button onClick={() => setFinding(true)}>{t.find}</Button>
      </div>
      <p className="k-quiet k-text-xs">{t.askAbout}</p>
    </div>
  )
}
