import type { ItemHead } from '@kaft/contract/inventory'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { helperDevices, printLabel } from '../base/helper.ts'
import { useTexts } from '../base/language.ts'
import { useStore } from '../base/store.ts'
import { tell } from '../base/tell.ts'
import { labelOf } from './label.rules.ts'
import { itemTexts } from './texts/index.ts'

/** Prints the label of an item on the printer of this workstation: for a new one, and for one that has become illegible. */
export const PrintLabel = ({ item }: { item: ItemHead }): ReactNode => {
  const t = useTexts(itemTexts).label
  const there = useStore(helperDevices).label_printer === 'ready'
  const run = (): void => void printLabel(labelOf(item)).then(done => tell(done ? t.printed : t.notPrinted))
  return (
    <span className="k-line">
      <Button size="compact-sm" disabled={!there} onClick={run}>
        {t.print}
      </Button>
      {!there && <span className="k-quiet k-text-xs">{t.noPrinter}</span>}
    </span>
  )
}
