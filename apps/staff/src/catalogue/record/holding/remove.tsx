import { type HoldingRecord, removeHolding, restoreHolding } from '@kaft/contract/catalogue-holdings'
import { readTitle } from '@kaft/contract/cataloguing'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useGo } from '../../../base/address.ts'
import { call } from '../../../base/api.ts'
import { newCommandId } from '../../../base/command-id.ts'
import { useDo } from '../../../base/hooks.ts'
import { useTexts } from '../../../base/language.ts'
import { paths } from '../../../base/paths.ts'
import { Failed } from '../../../base/states.tsx'
import { offerWayBack } from '../../../base/undo.ts'
import { holdingTexts } from './texts.ts'

/** Takes the record out, after saying what becomes of its items; the way back is offered on the page of the title. */
export const Remove = ({ of }: { of: HoldingRecord }): ReactNode => {
  const t = useTexts(holdingTexts)
  const go = useGo()
  const remove = useDo(removeHolding, [readTitle])
  const { holding_id, version } = of
  const here = of.items.filter(item => item.here).length
  const run = (): void =>
    remove.mutate(
      { params: { holding_id }, body: { command_id: newCommandId(), version } },
      {
        onSuccess: ({ removed_id, title_id }) => {
          go(paths.title(title_id))
          offerWayBack(t.removed, [readTitle], async () => {
            await call(restoreHolding, { params: { removed_id }, body: { command_id: newCommandId() } })
            return t.restored
          })
        },
      },
    )
  return (
    <div className="k-stack">
      <p>{t.removeAbout(here)}</p>
      <div className="k-line">
        <Button loading={remove.isPending} onClick={run}>
          {t.remove}
        </Button>
      </div>
      {remove.error !== null && <Failed error={remove.error} />}
    </div>
  )
}
