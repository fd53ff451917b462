import { escalateHold, hopelessHolds, iblBoard } from '@kaft/contract/holds'
import type { OkOf } from '@kaft/contract/operation'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { OpenPurchaseLink, ProposeFor } from '../acquisitions/propose.tsx'
import { wishOfHopeless } from '../acquisitions/wish.model.ts'
import { newCommandId } from '../base/command-id.ts'
import { useFormats } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Failed } from '../base/states.tsx'
import { offerUndo } from '../base/undo.ts'
import { overviewTexts } from './overview-texts.ts'

const refreshed = [hopelessHolds, iblBoard]

/** What can be done for a hold that nothing can fill: ask other libraries, or suggest to buy it. */
export const WhatNow = ({
  row,
  above,
}: {
  row: OkOf<typeof hopelessHolds>['rows'][number]
  above: number
}): ReactNode => {
  const t = useTexts(overviewTexts)
  const f = useFormats()
  const escalate = useDo(escalateHold, refreshed)
  const run = (): void =>
    escalate.mutate(
      { params: { hold_id: row.hold_id }, body: { command_id: newCommandId() } },
      { onSuccess: ({ event_id }) => offerUndo(t.askedTold(row.title), event_id, refreshed) },
    )
  return (
    <span className="k-line">
      {row.ibl_until !== null ? (
        <span>{t.asked(f.dayShort(row.ibl_until))}</span>
      ) : row.ibl_libraries > 0 ? (
        <Button size="compact-sm" disabled={escalate.isPending} onClick={run}>
          {t.ask(row.ibl_libraries)}
        </Button>
      ) : (
        <span className="k-quiet">{t.nobody}</span>
      )}
      {row.purchase === null ? (
        <ProposeFor wish={wishOfHopeless(row, above)} />
      ) : (
        <OpenPurchaseLink of={row.purchase} />
      )}
      {escalate.error !== null && <Failed error={escalate.error} again={run} />}
    </span>
  )
}
