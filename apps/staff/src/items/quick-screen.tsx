import { markItem, quickAdded } from '@kaft/contract/items'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useGo } from '../base/address.ts'
import { allows, useSession } from '../base/session.ts'
import { dayOf, useFormats } from '../base/format.ts'
import { useRead } from '../base/hooks.ts'
import { inLanguage } from '../base/in-language.ts'
import { useTexts } from '../base/language.ts'
import { Page } from '../base/page.tsx'
import { paths } from '../base/paths.ts'
import { Row, Rows } from '../base/rows.tsx'
import { Empty, Read } from '../base/states.tsx'
import { To } from '../base/to.tsx'
import { useUndoKey } from '../base/undo.ts'
import { markNow } from './acts.ts'
import { itemTexts } from './texts/index.ts'

/** What was added at the desk and waits for a cataloguer. */
export const Screen = (): ReactNode => {
  const t = useTexts(itemTexts)
  const f = useFormats()
  const go = useGo()
  const session = useSession()
  const read = useRead(quickAdded, {})
  const may = allows(session, markItem.leave) && allows(session, 'inventory.change')
  useUndoKey()
  return (
    <Page title={t.quick.list} about={t.quick.listAbout}>
      <Read of={read}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty action={<Button onClick={() => go(paths.catalogue)}>{t.quick.toCatalogue}</Button>}>
              {t.quick.none}
            </Empty>
          ) : (
            <Rows label={t.quick.list} columns="minmax(12rem, 1fr) auto auto auto">
              {rows.map(({ item, since, provisional }) => (
                <Row key={item.item_id} state={provisional ? 'ask' : 'move'}>
                  <span>
                    <To
                      to={paths.title(item.title_id)}
                      className="k-strong"
                      data-act="open"
                      {...inLanguage(item.language)}
                    >
                      {item.title}
                    </To>
                    <span className="k-quiet"> · {item.barcode}</span>
                  </span>
                  <span className="k-quiet">{provisional ? t.quick.provisional : ''}</span>
                  <span className="k-quiet">{t.since(f.dayShort(dayOf(since)))}</span>
                  {may ? (
                    <Button size="compact-sm" onClick={() => void markNow(item, 'catalogued')}>
                      {t.quick.finish}
                    </Button>
                  ) : (
                    <span />
                  )}
                </Row>
              ))}
            </Rows>
          )
        }
      </Read>
    </Page>
  )
}
