import { beginPasskey, confirmPasskey, readFactors } from '@kaft/contract/second-factor'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { knowsPasskeys, makePasskey } from '../base/passkey.ts'
import { Failed } from '../base/states.tsx'
import { baseTexts } from '../base/texts.ts'
import type { Enrolled } from './add-app.tsx'
import { PasswordStep } from './password-step.tsx'
import { accountTexts } from './texts.ts'

/** Password, name, a touch of the key. */
export const AddKey = ({
  done,
  close,
}: {
  done: (said: Enrolled, name: string) => void
  close: () => void
}): ReactNode => {
  const t = useTexts(accountTexts)
  const b = useTexts(baseTexts)
  const [name, setName] = useState(t.keyName)
  const [failed, setFailed] = useState(false)
  const begin = useDo(beginPasskey)
  const confirm = useDo(confirmPasskey, [readFactors])
  const called = name.trim() === '' ? t.keyName : name.trim()
  const touch = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (begin.data === undefined) return
    setFailed(false)
    try {
      const credential = await makePasskey(begin.data.options)
      confirm.mutate({ body: { name: called, credential } }, { onSuccess: said => done(said, called) })
    } catch {
      setFailed(true)
    }
  }
  return (
    <Spine panel className="k-stack">
      <h2 className="k-text-md k-strong">{t.addKey}</h2>
      {!knowsPasskeys() && <StateWord state="stop">{t.noKeys}</StateWord>}
      {begin.error !== null && <Failed error={begin.error} />}
      {confirm.error !== null && <Failed error={confirm.error} />}
      {failed && <StateWord state="stop">{t.keyFailed}</StateWord>}
      {begin.data === undefined ? (
        <PasswordStep
          busy={begin.isPending}
          go={password => begin.mutate({ body: { password } })}
          close={close}
        />
      ) : (
        <form className="k-stack" onSubmit={event => void touch(event)} noValidate>
          <p className="k-prose">{t.touch}</p>
          <TextInput
            label={t.name}
            value={name}
            maxLength={60}
            autoComplete="off"
            onChange={event => setName(event.currentTarget.value)}
          />
          <div className="k-line k-line-end">
            <Button onClick={close}>{b.cancel}</Button>
            <Button type="submit" variant="filled" loading={confirm.isPending}>
              {t.makeKey}
            </Button>
          </div>
        </form>
      )}
    </Spine>
  )
}
