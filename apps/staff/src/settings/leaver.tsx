import { endAccount, readCertification } from '@kaft/contract/accounts'
import { listStaff } from '@kaft/contract/organisation'
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
import { certificationTexts } from './texts/certification.ts'

/** Somebody leaves: what that takes away, and then at once. */
export const Leaver = ({ member, close }: { member: Member; close: () => void }): ReactNode => {
  const t = useTexts(certificationTexts)
  const b = useTexts(baseTexts)
  const [asks, setAsks] = useState(false)
  const end = useDo(endAccount, [listStaff, readCertification])
  const go = (): void =>
    end.mutate(
      { params: { staff_id: member.staff_id }, body: { command_id: newCommandId() } },
      {
        onSuccess: ({ name }) => {
          tell(t.left(name))
          close()
        },
      },
    )
  return (
    <>
      <Button onClick={() => setAsks(true)}>{t.leaves}</Button>
      {asks && (
        <Layer title={`${t.leaves}: ${member.name}`} onClose={() => setAsks(false)}>
          <p className="k-prose">{t.leavesAbout(member.name)}</p>
          {end.error !== null && <Failed error={end.error} />}
          <div className="k-line k-line-end">
            <Button onClick={() => setAsks(false)}>{b.cancel}</Button>
            <Button variant="filled" loading={end.isPending} onClick={go}>
              {t.leavesYes}
            </Button>
          </div>
        </Layer>
      )}
    </>
  )
}
