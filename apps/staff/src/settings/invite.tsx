import { listStaff } from '@kaft/contract/organisation'
import { inviteOidc, signInWays, unlinkOidc } from '@kaft/contract/sign-in-elsewhere'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Layer } from '../base/layer.tsx'
import { Failed } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { elsewhereTexts } from '../sign-in/elsewhere-texts.ts'
import type { Member } from './staff.model.ts'

/** Links an account to the provider by a code that goes from hand to hand, and takes the link away. */
export const Invite = ({ member }: { member: Member }): ReactNode => {
  const t = useTexts(elsewhereTexts)
  const ways = useRead(signInWays, {}, { fresh_ms: 10 * 60_000 })
  const invite = useDo(inviteOidc)
  const unlink = useDo(unlinkOidc, [listStaff])
  const [code, setCode] = useState<string | null>(null)
  if (!ways.data?.elsewhere) return null
  const ask = () => ({ params: { staff_id: member.staff_id }, body: { command_id: newCommandId() } })
  const error = invite.error ?? unlink.error
  return (
    <>
      {error !== null && <Failed error={error} />}
      {member.signs_in_elsewhere ? (
        <Button
          loading={unlink.isPending}
          onClick={() => unlink.mutate(ask(), { onSuccess: ({ name }) => tell(t.unlinked(name)) })}
        >
          {t.unlink}
        </Button>
      ) : (
        <Button
          loading={invite.isPending}
          onClick={() => invite.mutate(ask(), { onSuccess: ({ invitation }) => setCode(invitation) })}
        >
          {t.invite}
        </Button>
      )}
      {code !== null && (
        <Layer title={t.inviteTitle(member.name)}>
          <p className="k-prose">{t.inviteAbout(member.name)}</p>
          <p className="k-text-lg k-strong">
            <code>{code}</code>
          </p>
          <div className="k-line k-line-end">
            <Button onClick={() => void navigator.clipboard.writeText(code)}>{t.copy}</Button>
            <Button variant="filled" onClick={() => setCode(null)}>
              {t.close}
            </Button>
          </div>
        </Layer>
      )}
    </>
  )
}
