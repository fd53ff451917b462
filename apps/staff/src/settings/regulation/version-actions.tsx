import {
  activateRegulation,
  listRegulations,
  readRegulation,
  rollBackRegulation,
  withdrawRegulation,
} from '@kaft/contract/regulations'
import type { OkOf } from '@kaft/contract/operation'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { newCommandId } from '../../base/command-id.ts'
import { useDo } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { allows, useSession } from '../../base/session.ts'
import { tell } from '../../base/tell.ts'
import { ReasonForm } from './reason-form.tsx'
import { versionTexts } from './texts.ts'

export type Version = OkOf<typeof readRegulation>
/** What somebody is about to do with a version. */
export type Act = 'activate' | 'ask' | 'withdraw' | 'back'

/** The acts that a version allows this session now, the most likely first. */
export const actsOf = (version: Version, session: { readonly leaves: readonly string[] }): readonly Act[] => {
  const mayRegulate = allows(session as Parameters<typeof allows>[0], activateRegulation.leave)
  if (!mayRegulate) return []
  if (version.state === 'draft') {
    if (version.activation === 'ask') return ['ask']
    return version.activation === 'asked' ? [] : ['activate']
  }
  if (version.state === 'scheduled') return ['withdraw']
  return version.state === 'retired' && version.withdrawn_at === null ? ['back'] : []
}

const useActWords = (version: Version): Record<Act, string> => {
  const t = useTexts(versionTexts)
  return {
    activate: version.activation === 'approve' ? t.approve : t.activate,
    ask: t.ask,
    withdraw: t.withdraw,
    back: t.back(version.name),
  }
}

export const ActButtons = ({ version, open }: { version: Version; open: (act: Act) => void }): ReactNode => {
  const session = useSession()
  const words = useActWords(version)
  return actsOf(version, session).map(act => (
    <Button
      key={act}
      variant={act === 'activate' || act === 'ask' ? 'filled' : 'default'}
      onClick={() => open(act)}
    >
      {words[act]}
    </Button>
  ))
}

interface Acting {
  readonly version: Version
  readonly close: () => void
}
const refreshed = [readRegulation, listRegulations]

/** Runs an act that takes a reason on a version, and says what became of it. */
const useAct = (
  op: typeof withdrawRegulation | typeof rollBackRegulation,
  { version, close }: Acting,
  said: string,
) => {
  const act = useDo(op, refreshed)
  const run = (reason: string): void =>
    act.mutate(
      { params: { version_id: version.version_id }, body: { command_id: newCommandId(), reason } },
      {
        onSuccess: () => {
          tell(said)
          close()
        },
      },
    )
  return { busy: act.isPending, error: act.error, run, close }
}

export const WithdrawForm = (acting: Acting): ReactNode => {
  const t = useTexts(versionTexts)
  const { name } = acting.version
  const form = useAct(withdrawRegulation, acting, t.withdrawnNow(name))
  return (
    <ReasonForm title={t.withdrawTitle(name)} about={t.withdrawAbout} does={t.withdrawDo(name)} {...form} />
  )
}

export const BackForm = (acting: Acting): ReactNode => {
  const t = useTexts(versionTexts)
  const { name } = acting.version
  const form = useAct(rollBackRegulation, acting, t.backNow(name))
  return <ReasonForm title={t.backTitle(name)} about={t.backAbout} does={t.backDo(name)} {...form} />
}
