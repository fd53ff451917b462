import {
  activateRegulation,
  listRegulations,
  readRegulation,
  rollBackRegulation,
  withdrawRegulation,
} from '@kaft/contract/regulations'
import type { OkOf } from '@kaft/contract/operation'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../../base/command-id.ts'
import { useFocusOnOpen } from '../../base/form.tsx'
import { useDo } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { allows, useSession } from '../../base/session.ts'
import { Failed } from '../../base/states.tsx'
import { tell } from '../../base/tell.ts'
import { baseTexts } from '../../base/texts.ts'
import css from '../settings.module.css'
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

/** A reason, and a button that names what it does: for what cannot be undone by one key. */
const WithReason = ({
  title,
  about,
  does,
  busy,
  error,
  run,
  close,
}: {
  title: string
  about: string
  does: string
  busy: boolean
  error: Error | null
  run: (reason: string) => void
  close: () => void
}): ReactNode => {
  const t = useTexts(versionTexts)
  const b = useTexts(baseTexts)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const field = useFocusOnOpen<HTMLInputElement>()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (reason.trim() !== '') run(reason.trim())
  }
  return (
    <form onSubmit={submit} noValidate>
      <Spine panel state="ask" className="k-stack">
        <h2 className="k-text-md k-strong">{title}</h2>
        <p className="k-quiet k-prose">{about}</p>
        {error !== null && <Failed error={error} />}
        <div className={css['form']}>
          <TextInput
            ref={field}
            label={t.why}
            description={t.whyHint}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={reason}
            maxLength={300}
            autoComplete="off"
            error={tried && reason.trim() === '' ? b.needed : undefined}
            onChange={event => setReason(event.currentTarget.value)}
          />
        </div>
        <div className="k-line k-line-end">
          <Button onClick={close}>{b.cancel}</Button>
          <Button type="submit" variant="filled" loading={busy}>
            {does}
          </Button>
        </div>
      </Spine>
    </form>
  )
}

interface Acting {
  readonly version: Version
  readonly close: () => void
}
const refreshed = [readRegulation, listRegulations]
const bodyOf = (reason: string) => ({ command_id: newCommandId(), reason })

export const WithdrawForm = ({ version, close }: Acting): ReactNode => {
  const t = useTexts(versionTexts)
  const act = useDo(withdrawRegulation, refreshed)
  const { version_id, name } = version
  const run = (reason: string): void =>
    act.mutate(
      { params: { version_id }, body: bodyOf(reason) },
      {
        onSuccess: () => {
          tell(t.withdrawnNow(name))
          close()
        },
      },
    )
  const props = { title: t.withdrawTitle(name), about: t.withdrawAbout, does: t.withdrawDo(name) }
  return <WithReason {...props} busy={act.isPending} error={act.error} run={run} close={close} />
}

export const BackForm = ({ version, close }: Acting): ReactNode => {
  const t = useTexts(versionTexts)
  const act = useDo(rollBackRegulation, refreshed)
  const { version_id, name } = version
  const run = (reason: string): void =>
    act.mutate(
      { params: { version_id }, body: bodyOf(reason) },
      {
        onSuccess: () => {
          tell(t.backNow(name))
          close()
        },
      },
    )
  const props = { title: t.backTitle(name), about: t.backAbout, does: t.backDo(name) }
  return <WithReason {...props} busy={act.isPending} error={act.error} run={run} close={close} />
}
