import { itemBorrower } from '@kaft/contract/items'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFormats } from '../base/format.ts'
import { useRead } from '../base/hooks.ts'
import { textsNow, useTexts } from '../base/language.ts'
import { closePanel, openPanel } from '../base/panel.ts'
import { paths } from '../base/paths.ts'
import { Read } from '../base/states.tsx'
import { To } from '../base/to.tsx'
import { itemTexts } from './texts/index.ts'

/** Whose loan would end; seen after a click only, and the look is logged. */
const Who = ({ item_id }: { item_id: string }): ReactNode => {
  const t = useTexts(itemTexts)
  const f = useFormats()
  const read = useRead(itemBorrower, { params: { item_id } }, { fresh_ms: 0 })
  return (
    <Read of={read}>
      {({ patron, due_on }) => (
        <div className="k-stack">
          <p className="k-strong">{patron.name}</p>
          <p>
            {t.who.due(f.dayLong(due_on))} · <To to={paths.patron(patron.patron_id)}>{t.who.open}</To>
          </p>
          <p className="k-quiet">{t.who.logged}</p>
          <div className="k-line k-line-end">
            <Button onClick={closePanel}>{t.close}</Button>
          </div>
        </div>
      )}
    </Read>
  )
}

export const openWho = (item_id: string): void =>
  openPanel({ title: textsNow(itemTexts).who.title, body: <Who item_id={item_id} /> })
