import { listAgreements } from '@kaft/contract/organisation'
import { takeBackParting } from '@kaft/contract/partings'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { newCommandId } from '../../base/command-id.ts'
import { dayOf, useFormats } from '../../base/format.ts'
import { useDo } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Failed } from '../../base/states.tsx'
import { tell } from '../../base/tell.ts'
import type { Agreement } from '../agreements-screen.tsx'
import { cooperationTexts } from './texts.ts'

/** Ends that were set for a day to come, each with the way back. */
export const Partings = ({ agreement, manages }: { agreement: Agreement; manages: boolean }): ReactNode => {
  const t = useTexts(cooperationTexts)
  const f = useFormats()
  const back = useDo(takeBackParting, [listAgreements])
  const coming = agreement.partings.filter(one => one.ends_on >= dayOf())
  if (coming.length === 0) return null
  return (
    <>
      {back.error !== null && <Failed error={back.error} />}
      {coming.map(({ parting_id, library_id, ends_on }) => {
        const name = agreement.members.find(m => m.library_id === library_id)?.name
        const day = f.dayYear(ends_on)
        return (
          <div key={parting_id} className="k-line">
            <StateWord state="ask" size={16}>
              {name === undefined ? t.endsAfter(day) : t.leaves(name, day)}
            </StateWord>
            {manages && (
              <Button
                size="compact-sm"
                loading={back.isPending}
                onClick={() =>
                  back.mutate(
                    { params: { parting_id }, body: { command_id: newCommandId() } },
                    { onSuccess: kept => tell(t.kept(kept.name)) },
                  )
                }
              >
                {t.keep}
              </Button>
            )}
          </div>
        )
      })}
    </>
  )
}
