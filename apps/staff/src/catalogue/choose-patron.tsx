import { Button } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTexts } from '../base/language.ts'
import { type NamedPatron, PatronSearch, usePatronScans } from '../base/patron-search.tsx'
import { catalogueTexts } from './texts/index.ts'

/** The patron who is open at the desk, or another one by card or name. A card that is scanned meanwhile chooses. */
export const ChoosePatron = ({
  patron,
  choose,
}: {
  patron: NamedPatron | null
  choose: (patron: NamedPatron | null) => void
}): ReactNode => {
  const t = useTexts(catalogueTexts)
  const other = useRef<HTMLButtonElement>(null)
  const chosen_id = patron?.patron_id
  useEffect(() => {
    if (chosen_id !== undefined) other.current?.focus()
  }, [chosen_id])
  usePatronScans(choose)
  if (patron === null) return <PatronSearch label={t.hold.patron} choose={choose} />
  return (
    <div className="k-line k-line-between">
      <span>
        {t.hold.patron} <span className="k-strong">{patron.name}</span>
      </span>
      <Button ref={other} size="compact-sm" onClick={() => choose(null)}>
        {t.hold.other}
      </Button>
    </div>
  )
}
