import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useGo } from '../base/address.ts'
import { currentPatron } from '../base/desk-door.ts'
import { useTexts } from '../base/language.ts'
import { Page } from '../base/page.tsx'
import { paths } from '../base/paths.ts'
import { PatronSearch, usePatronScans } from '../base/patron-search.tsx'
import { useStore } from '../base/store.ts'
import css from './finance.module.css'
import { tillTexts } from './texts/index.ts'

/** Whose costs: the patron who is open at the desk, a card, or a name. */
export const Screen = (): ReactNode => {
  const t = useTexts(tillTexts)
  const go = useGo()
  const patron = useStore(currentPatron)
  const pay = ({ patron_id }: { patron_id: string }): void => go(paths.pay(patron_id))
  usePatronScans(pay)
  return (
    <Page title={t.till}>
      {patron !== null && (
        <div>
          <Button variant="filled" onClick={() => pay(patron)}>
            {t.payFor(patron.name)}
          </Button>
        </div>
      )}
      <div className={css['whose']}>
        <PatronSearch label={t.whose} choose={pay} />
      </div>
    </Page>
  )
}
