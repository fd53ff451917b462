import { listStaff } from '@kaft/contract/organisation'
import { resetFactors } from '@kaft/contract/second-factor'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Layer } from '../base/layer.tsx'
import { Failed } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { baseTexts } from '../base/texts.ts'
import type { Member } from './staff.model.ts'
import { centralTexts } from './texts/central.ts'

/** A colleague lost phone and codes: what taking the second step away means, and then at once. */
export const ResetFactors = ({ member }: { member: Member }): ReactNode => {
  const t = useTexts(centralTexts)
  const b = useTexts(baseTexts)
  const [asks, setAsks] = useState(false)
  const reset = useDo(resetFactors, [listStaff])
  const go = (): void =>
    reset.mutate(
      { params: { staff_id: member.staff_id }, body: { command_id: newCommandId() } },
      {
        onSuccess: ({ name }) => {
          tell(t.resetDone(name))
          setAsks(false)
        },
      },
    )
  return (
    <>
      <Button onClick={() => setAsks(true)}>{t.reset}</Button>
      {asks && (
        <Layer title={t.resetTitle(member.name)} onClose={() => setAsks(false)}>
          <p className="k-prose">{t.resetAbout(member.name)}</p>
          {reset.error !== null && <Failed error={reset.error} />}
          <div className="k-line k-line-end">
            <Button onClick={() => setAsks(false)}>{b.cancel}</Button>
            <Button variant="filled" loading={reset.isPending} onClick={go}>
              {t.reset}
            </Button>
          </div>
        </Layer>
      )}
    </>
  )
}
